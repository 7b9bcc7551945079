const create = `
  CREATE TABLE IF NOT EXISTS session_holders (
    session TEXT NOT NULL,
    holder  TEXT NOT NULL, -- id of a ticket, or which of the key's secrets
    PRIMARY KEY (session, holder)
  ) STRICT`;

/** Which credentials used which open session, so that one which only a revoked ticket used ends with it. */
export function createSessionHolders(sql: SqlStorage) {
  const holders = load();

  function load(): Map<string, Set<string>> {
    const all = new Map<string, Set<string>>();
    if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'session_holders'").toArray().length === 0)
      return all;
    for (const row of sql.exec<{ session: string; holder: string }>('SELECT * FROM session_holders'))
      all.set(row.session, (all.get(row.session) ?? new Set()).add(row.holder));
    return all;
  }

  return {
    /** Durable at once, and a write only the first time. */
    note(session: string, holder: string): void {
      const known = holders.get(session) ?? new Set();
      if (known.has(holder)) return;
      sql.exec(create);
      sql.exec('INSERT OR IGNORE INTO session_holders VALUES (?, ?)', session, holder);
      holders.set(session, known.add(holder));
    },

    /** Every session that is held, with what holds it. */
    all: (): [session: string, by: readonly string[]][] =>
      [...holders].map(([session, by]) => [session, [...by]]),

    /** It holds this session no longer. */
    drop(session: string, holder: string): void {
      sql.exec('DELETE FROM session_holders WHERE session = ? AND holder = ?', session, holder);
      holders.get(session)?.delete(holder);
    },

    /** The sessions that nothing but this ticket used. */
    heldOnlyBy(ticket: string): string[] {
      return [...holders].flatMap(([session, by]) => (by.size === 1 && by.has(ticket) ? [session] : []));
    },

    /** Forgets the sessions that are no longer open. */
    prune(isOpen: (session: string) => boolean): void {
      for (const session of [...holders.keys()].filter((each) => !isOpen(each))) {
        sql.exec('DELETE FROM session_holders WHERE session = ?', session);
        holders.delete(session);
      }
    },
  };
}
export type SessionHolders = ReturnType<typeof createSessionHolders>;
