import type { EndReason, SessionView } from '../../shared/session/session.ts';
import { nextTry } from '../retries.ts';

/** Of one session, so that no upstream can fill the gate. */
const mostHeld = 100;

const create = `
  CREATE TABLE IF NOT EXISTS holdings (
    session TEXT    NOT NULL,
    kind    TEXT    NOT NULL, -- 'session': the upstream's own; 'opened': by a call of a tool
    handle  TEXT    NOT NULL, -- of a session: sealed; of what was opened: the id that its release tool takes
    tries   INTEGER NOT NULL,
    due_at  INTEGER NOT NULL, -- Unix milliseconds
    PRIMARY KEY (session, kind, handle)
  ) STRICT`;

/** Ends whose doing it was, so that nothing is left to close of the upstream's own session. */
const closedThere: readonly EndReason[] = ['client', 'upstream'];

/** What an upstream holds for a session of ours. */
export interface Holding extends Record<string, SqlStorageValue> {
  session: string;
  kind: 'session' | 'opened';
  handle: string;
  tries: number;
}

/**
 * What upstreams hold for sessions of ours, so that it can be let go of when they end: a session or a sandbox that nobody
 * closes keeps a whole computer running. Kept durably from the start, since the gate may be lost before the session ends.
 */
export function createHoldings(sql: SqlStorage, find: (session: string) => SessionView | undefined) {
  let exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'holdings'").toArray().length > 0;
  const isOne = 'session = ? AND kind = ? AND handle = ?';

  function drop({ session, kind, handle }: Omit<Holding, 'tries'>): void {
    if (exists) sql.exec(`DELETE FROM holdings WHERE ${isOne}`, session, kind, handle);
  }

  function isClosedThere({ session, kind }: Holding): boolean {
    return kind === 'session' && closedThere.includes(find(session)?.end?.reason ?? 'idle');
  }

  return {
    /** An upstream holds something for a session of ours from now on; for the first one that names it. */
    note(session: string, kind: Holding['kind'], handle: string): void {
      if (!exists) sql.exec(create);
      exists = true;
      const insert = `INSERT OR IGNORE INTO holdings SELECT ?1, ?2, ?3, 0, 0
        WHERE (SELECT count(*) FROM holdings WHERE session = ?1) < ?4
          AND NOT EXISTS (SELECT 1 FROM holdings WHERE kind = ?2 AND handle = ?3)`;
      sql.exec(insert, session, kind, handle, mostHeld);
    },

    drop,

    /** Somebody has closed what was opened, whichever session it was opened in. */
    closed(handle: string): void {
      if (exists) sql.exec("DELETE FROM holdings WHERE kind = 'opened' AND handle = ?", handle);
    },

    /** Those to be let go of at `now`, and when there will be more, Unix milliseconds; `Infinity`: not by itself. */
    due(now: number): { now: Holding[]; next: number } {
      if (!exists) return { now: [], next: Infinity };
      const all = sql.exec<Holding & { due_at: number }>('SELECT * FROM holdings').toArray();
      const ended = all.filter(({ session }) => find(session)?.end !== null); // Or is not even remembered.
      ended.filter(isClosedThere).forEach(drop);
      const left = ended.filter((each) => !isClosedThere(each));
      const later = left.filter((each) => each.due_at > now);
      return {
        now: left.filter((each) => each.due_at <= now),
        next: Math.min(...later.map((each) => each.due_at)),
      };
    },

    /** It did not work. `true`: it was the last time. */
    failed(holding: Holding, now: number): boolean {
      const { session, kind, handle, tries } = holding;
      const next = nextTry(tries + 1, now);
      const put = `UPDATE holdings SET tries = tries + 1, due_at = ? WHERE ${isOne}`;
      if (next === null) drop(holding);
      else sql.exec(put, next, session, kind, handle);
      return next === null;
    },
  };
}
export type Holdings = ReturnType<typeof createHoldings>;
