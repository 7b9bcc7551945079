import type { PageSession } from '../../shared/people/page-session.ts';

export type NewPageSession = Pick<PageSession, 'id' | 'person' | 'signedInAt' | 'agent'>;

interface SessionRow extends Record<string, SqlStorageValue> {
  readonly id: string;
  readonly person: string;
  readonly signed_in_at: number;
  readonly created_at: number;
  readonly seen_at: number;
  readonly agent: string;
}

export const idleMs = 30 * 60_000;
export const longestMs = 12 * 3600_000;
const seenEveryMs = 60_000;
const mostOfOne = 20;

const tables = [
  `CREATE TABLE IF NOT EXISTS page_sessions (
    digest       TEXT    PRIMARY KEY,
    id           TEXT    NOT NULL,
    person       TEXT    NOT NULL,
    signed_in_at INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    agent        TEXT    NOT NULL
  ) STRICT`,
  'CREATE INDEX IF NOT EXISTS page_sessions_by_person ON page_sessions (person, created_at)',
];

/** Sessions of our pages, by the digests of their cookies, in the directory's own SQLite. */
export function createPageSessionTable(sql: SqlStorage, now: () => number) {
  for (const each of tables) sql.exec(each);
  const forget = () =>
    sql.exec(
      'DELETE FROM page_sessions WHERE seen_at <= ? OR created_at <= ?',
      now() - idleMs,
      now() - longestMs,
    );

  return {
    /** Opens one; of more than 20 of one person, the oldest ends. */
    open(digest: string, { id, person, signedInAt, agent }: NewPageSession): void {
      forget();
      const insert = `INSERT INTO page_sessions (digest, id, person, signed_in_at, created_at, seen_at, agent)
        VALUES (?, ?, ?, ?, ?, ?, ?)`;
      sql.exec(insert, digest, id, person, signedInAt, now(), now(), agent);
      sql.exec(
        `DELETE FROM page_sessions WHERE digest IN
          (SELECT digest FROM page_sessions WHERE person = ? ORDER BY created_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
        person,
        mostOfOne,
      );
    },

    /** The session, which is seen with that; `null` where there is none, or it was idle for 30 minutes or is 12 hours old. */
    use(digest: string): PageSession | null {
      forget();
      const [row] = sql.exec<SessionRow>('SELECT * FROM page_sessions WHERE digest = ?', digest).toArray();
      if (row === undefined) return null;
      if (row.seen_at + seenEveryMs <= now())
        sql.exec('UPDATE page_sessions SET seen_at = ? WHERE digest = ?', now(), digest);
      return fromRow(row);
    },

    /** Those of one person, the newest first. */
    list(person: string): PageSession[] {
      forget();
      const select = 'SELECT * FROM page_sessions WHERE person = ? ORDER BY created_at DESC';
      return sql.exec<SessionRow>(select, person).toArray().map(fromRow);
    },

    /** Ends the one with this cookie; whose it was. */
    end(digest: string): string | null {
      const deleted = sql.exec<SessionRow>('DELETE FROM page_sessions WHERE digest = ? RETURNING *', digest);
      return deleted.toArray()[0]?.person ?? null;
    },

    endOf: (person: string): void => void sql.exec('DELETE FROM page_sessions WHERE person = ?', person),

    /** Ends one of a person's by its id; whether there was one. */
    endById(person: string, id: string): boolean {
      const ended = sql.exec(
        'DELETE FROM page_sessions WHERE person = ? AND id = ? RETURNING id',
        person,
        id,
      );
      return ended.toArray().length > 0;
    },
  };
}
export type PageSessionTable = ReturnType<typeof createPageSessionTable>;

function fromRow(row: SessionRow): PageSession {
  const { id, person, signed_in_at: signedInAt, created_at: createdAt, seen_at: seenAt, agent } = row;
  return { id, person, signedInAt, createdAt, seenAt, agent };
}
