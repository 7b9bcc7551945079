/** A browser that asks to become a device. Times are Unix milliseconds. */
export interface Pairing {
  /** `WDJBMJHT`. */
  readonly code: string;
  readonly thumbprint: string;
  readonly name: string;
  readonly createdAt: number;
  readonly endsAt: number;
  readonly isDenied: boolean;
  /** When it asked last (0: never), and how many seconds it has to wait in between. */
  readonly polledAt: number;
  readonly interval: number;
}

interface PairingRow extends Record<string, SqlStorageValue> {
  readonly code: string;
  readonly thumbprint: string;
  readonly name: string;
  readonly created_at: number;
  readonly ends_at: number;
  readonly denied: number;
  readonly polled_at: number;
  readonly interval: number;
}

/** How long one that is over is remembered, so that it can be told so. */
const rememberedMs = 3_600_000;

/** Pairings that wait for somebody's approval, in the directory's own SQLite. A key has one at most. */
export function createPairingTable(sql: SqlStorage) {
  sql.exec(`CREATE TABLE IF NOT EXISTS pairings (
    thumbprint TEXT    PRIMARY KEY,
    code       TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    denied     INTEGER NOT NULL DEFAULT 0,
    polled_at  INTEGER NOT NULL,
    interval   INTEGER NOT NULL
  ) STRICT`);

  const find = (column: 'thumbprint' | 'code', value: string): Pairing | null =>
    sql.exec<PairingRow>(`SELECT * FROM pairings WHERE ${column} = ?`, value).toArray().map(fromRow)[0] ??
    null;

  return {
    findByKey: (thumbprint: string) => find('thumbprint', thumbprint),
    findByCode: (code: string) => find('code', code),

    /** Writes it in place of an earlier one of the same key, and forgets those that were over long ago. */
    write({ code, thumbprint, name, createdAt, endsAt, polledAt, interval }: Pairing): void {
      sql.exec(
        'DELETE FROM pairings WHERE thumbprint = ? OR ends_at < ?',
        thumbprint,
        createdAt - rememberedMs,
      );
      sql.exec(
        `INSERT INTO pairings (thumbprint, code, name, created_at, ends_at, polled_at, interval)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        thumbprint,
        code,
        name,
        createdAt,
        endsAt,
        polledAt,
        interval,
      );
    },
    polled: (thumbprint: string, at: number, interval: number): void =>
      void sql.exec(
        'UPDATE pairings SET polled_at = ?, interval = ? WHERE thumbprint = ?',
        at,
        interval,
        thumbprint,
      ),
    deny: (code: string): void => void sql.exec('UPDATE pairings SET denied = 1 WHERE code = ?', code),
    remove: (code: string): void => void sql.exec('DELETE FROM pairings WHERE code = ?', code),
  };
}
export type PairingTable = ReturnType<typeof createPairingTable>;

function fromRow(row: PairingRow): Pairing {
  return {
    code: row.code,
    thumbprint: row.thumbprint,
    name: row.name,
    createdAt: row.created_at,
    endsAt: row.ends_at,
    isDenied: row.denied === 1,
    polledAt: row.polled_at,
    interval: row.interval,
  };
}
