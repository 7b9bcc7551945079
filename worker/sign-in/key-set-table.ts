/** The public keys of an issuer as they were last seen: JSON (RFC 7517), and when, in Unix milliseconds. */
export interface KeptKeySet {
  readonly keys: string;
  readonly fetchedAt: number;
}

/** Public keys of those who vouch for people, in the directory's own SQLite: kept for when they cannot be asked. */
export function createKeySetTable(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS key_sets (
    url        TEXT    PRIMARY KEY,
    keys       TEXT    NOT NULL CHECK (json_valid(keys)),
    fetched_at INTEGER NOT NULL
  ) STRICT`);
  return {
    read(url: string): KeptKeySet | null {
      const select = 'SELECT keys, fetched_at AS fetchedAt FROM key_sets WHERE url = ?';
      return sql.exec<{ keys: string; fetchedAt: number }>(select, url).toArray()[0] ?? null;
    },
    write(url: string, keys: string): null {
      const insert = `INSERT INTO key_sets (url, keys, fetched_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (url) DO UPDATE SET keys = ?2, fetched_at = ?3`;
      sql.exec(insert, url, keys, now());
      return null;
    },
  };
}
