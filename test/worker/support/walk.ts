interface Page {
  readonly next: string | null;
}

const mostPages = 1_000; // A list that never ends must fail, not hang.

/** Every page of a list, from the first to the last. */
export async function walk<Answer extends Page>(
  read: (ask: { cursor?: string }) => Promise<Answer>,
): Promise<Answer[]> {
  const pages: Answer[] = [];
  for (let next: string | null | undefined; next !== null; next = pages.at(-1)?.next ?? null) {
    if (pages.length === mostPages) throw new Error('the list does not end');
    pages.push(await read(next === undefined ? {} : { cursor: next }));
  }
  return pages;
}
