/** A sign-in that is on its way to a provider and back. */
export interface Attempt {
  readonly provider: string;
  /** Where to go afterwards: a path of ours. */
  readonly to: string;
  /** The digest of the invitation that is taken up by it. */
  readonly invitation: string | null;
  /** `usr_…`: somebody signed in already, who adds a way to sign in. */
  readonly links: string | null;
  /** The digest of the session's cookie that this browser had when it left. It ends when another one opens. */
  readonly replaces: string | null;
}

interface AttemptRow extends Record<string, SqlStorageValue> {
  readonly provider: string;
  readonly to_path: string;
  readonly invitation: string | null;
  readonly links: string | null;
  readonly replaces: string | null;
  readonly expires_at: number;
}

/** How long people may take at the provider, in milliseconds. */
const patienceMs = 10 * 60_000;
const most = 10_000;

/** Sign-ins on their way, in the directory's own SQLite. Each is taken once. */
export function createAttemptTable(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS attempts (
    digest     TEXT    PRIMARY KEY,
    provider   TEXT    NOT NULL,
    to_path    TEXT    NOT NULL,
    invitation TEXT,
    links      TEXT,
    replaces   TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT`);
  sql.exec('CREATE INDEX IF NOT EXISTS attempts_by_end ON attempts (expires_at)');

  return {
    /** Notes one; forgets those that are over, and the oldest where there are too many. */
    add(digest: string, { provider, to, invitation, links, replaces }: Attempt): null {
      sql.exec('DELETE FROM attempts WHERE expires_at <= ?', now());
      sql.exec(
        'DELETE FROM attempts WHERE digest IN (SELECT digest FROM attempts ORDER BY expires_at DESC LIMIT -1 OFFSET ?)',
        most - 1,
      );
      const insert = `INSERT INTO attempts (digest, provider, to_path, invitation, links, replaces, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`;
      sql.exec(insert, digest, provider, to, invitation, links, replaces, now() + patienceMs);
      return null;
    },

    /** The attempt, which is gone with that; `null` where there is none (any more). */
    take(digest: string): Attempt | null {
      const [row] = sql
        .exec<AttemptRow>('DELETE FROM attempts WHERE digest = ? RETURNING *', digest)
        .toArray();
      if (row === undefined || row.expires_at <= now()) return null;
      const { provider, to_path: to, invitation, links, replaces } = row;
      return { provider, to, invitation, links, replaces };
    },
  };
}
