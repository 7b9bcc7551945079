/**
 * Does `work` for each of `items`, at most `most` at the same time.
 *
 * One after the other would take too long, all at once would pass the platform's limits on open requests. Rejects with
 * the first failure; what was begun goes on.
 */
export async function inParallel<T>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
}
