import type { EndReason, SessionView } from '../../shared/session/session.ts';

/** Asked so often, ever more rarely: after 10 s, 20 s, 40 s, … */
const mostTries = 6;
const firstWaitMs = 10_000;

const create = `
  CREATE TABLE IF NOT EXISTS releases (
    session TEXT    PRIMARY KEY,
    handle  TEXT    NOT NULL, -- sealed: the upstream's own id of the session
    tries   INTEGER NOT NULL,
    due_at  INTEGER NOT NULL  -- Unix milliseconds
  ) STRICT`;

/** Ends whose doing it was, so that nothing is left to close. */
const closedThere: readonly EndReason[] = ['client', 'upstream'];

/** A session that ended here, and is to be closed at its upstream. */
export interface Release extends Record<string, SqlStorageValue> {
  session: string;
  handle: string;
  tries: number;
}

/**
 * What upstreams hold for sessions of ours, so that it can be let go of when they end: a session that nobody closes keeps
 * a whole computer running. Kept durably from the start, since the gate may be lost before the session ends.
 */
export function createReleases(sql: SqlStorage, find: (session: string) => SessionView | undefined) {
  let exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'releases'").toArray().length > 0;

  function drop(session: string): void {
    sql.exec('DELETE FROM releases WHERE session = ?', session);
  }

  return {
    /** An upstream gave a session of ours an id of its own. */
    note(session: string, handle: string): void {
      if (!exists) sql.exec(create);
      exists = true;
      sql.exec('INSERT OR IGNORE INTO releases VALUES (?, ?, 0, 0)', session, handle);
    },

    drop,

    /** Those to be closed at `now`, and when there will be more, Unix milliseconds; `Infinity`: not by itself. */
    due(now: number): { now: Release[]; next: number } {
      if (!exists) return { now: [], next: Infinity };
      const all = sql.exec<Release & { due_at: number }>('SELECT * FROM releases').toArray();
      const ended = all.filter(({ session }) => find(session)?.end !== null); // Or is not even remembered.
      const isThere = ({ session }: Release) => closedThere.includes(find(session)?.end?.reason ?? 'idle');
      for (const { session } of ended.filter(isThere)) drop(session);
      const left = ended.filter((each) => !isThere(each));
      const later = left.filter((each) => each.due_at > now);
      return {
        now: left.filter((each) => each.due_at <= now),
        next: Math.min(...later.map((each) => each.due_at)),
      };
    },

    /** It did not work. `true`: it was the last time. */
    failed({ session, tries }: Release, now: number): boolean {
      const isLast = tries + 1 >= mostTries;
      const next = now + firstWaitMs * 2 ** tries;
      if (isLast) drop(session);
      else sql.exec('UPDATE releases SET tries = tries + 1, due_at = ? WHERE session = ?', next, session);
      return isLast;
    },
  };
}
export type Releases = ReturnType<typeof createReleases>;
