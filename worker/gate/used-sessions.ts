/** How old the record may be about an open session that is used: a write for every call would cost more than the call. */
const recordEveryMs = 60_000;

/** Which open sessions were used since that was written down, and since the record was told. */
export function createUsedSessions() {
  const used = new Set<string>();
  const untold = new Set<string>();
  const toldAt = new Map<string, number>();
  const due = (id: string) => (toldAt.get(id) ?? 0) + recordEveryMs;

  return {
    /** The record is told of it anyhow: it has just begun. */
    begin: (id: string, now: number): void => void toldAt.set(id, now),

    note(id: string): void {
      used.add(id);
      untold.add(id);
    },

    /** The record is told of it anyhow: it has ended. */
    end(id: string): void {
      for (const each of [used, untold, toldAt]) each.delete(id);
    },

    /** Those to be written down, each with whether the record is to be told. */
    take(now: number): { readonly id: string; readonly isNews: boolean }[] {
      const all = [...untold].map((id) => ({ id, isNews: due(id) <= now }));
      const some = all.filter(({ id, isNews }) => isNews || used.has(id));
      used.clear();
      for (const { id } of all.filter(({ isNews }) => isNews)) {
        untold.delete(id);
        toldAt.set(id, now);
      }
      return some;
    },

    /** When the record is to be told next, Unix milliseconds; `Infinity`: it knows. */
    due: (): number => Math.min(...[...untold].map(due)),
  };
}
