import type { Used } from '../usage/usage-record.ts';

const create = `
  CREATE TABLE IF NOT EXISTS usage (
    day       TEXT    NOT NULL,
    image     TEXT    NOT NULL,
    tool      TEXT    NOT NULL,
    code      TEXT    NOT NULL,
    calls     INTEGER NOT NULL,
    bytes_in  INTEGER NOT NULL,
    bytes_out INTEGER NOT NULL,
    unsent    INTEGER NOT NULL, -- counts what was added since the record was told; 0: it knows
    PRIMARY KEY (day, image, tool, code)
  ) STRICT`;

interface UsageRow extends Record<string, SqlStorageValue> {
  day: string;
  image: string;
  tool: string;
  code: string;
  calls: number;
  bytes_in: number;
  bytes_out: number;
  unsent: number;
}

/** Totals that the record does not have yet; `unsent` is for `sent`. */
export interface UnsentUse {
  readonly used: Used;
  readonly unsent: number;
}

/** What was used, in the gate's own SQLite. The table appears with the first use. */
export function createUsageTable(sql: SqlStorage) {
  let exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'usage'").toArray().length > 0;

  return {
    /** How many kinds there are of a day. */
    kinds: (day: string): number =>
      exists ? sql.exec<{ n: number }>('SELECT count(*) AS n FROM usage WHERE day = ?', day).one().n : 0,

    has: ({ day, image, tool, code }: Used): boolean =>
      exists &&
      sql
        .exec(
          'SELECT 1 FROM usage WHERE day = ? AND image = ? AND tool = ? AND code = ?',
          day,
          image,
          tool,
          code,
        )
        .toArray().length > 0,

    add({ day, image, tool, code, calls, bytesIn, bytesOut }: Used): void {
      if (!exists) sql.exec(create);
      exists = true;
      sql.exec(
        `INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET unsent = unsent + 1,
           calls = calls + excluded.calls, bytes_in = bytes_in + excluded.bytes_in,
           bytes_out = bytes_out + excluded.bytes_out`,
        ...[day, image, tool, code, calls, bytesIn, bytesOut].values(),
      );
    },

    readUnsent(limit: number): UnsentUse[] {
      if (!exists) return [];
      const rows = sql.exec<UsageRow>('SELECT * FROM usage WHERE unsent > 0 LIMIT ?', limit).toArray();
      return rows.map(({ unsent, bytes_in: bytesIn, bytes_out: bytesOut, ...rest }) => ({
        used: { ...rest, bytesIn, bytesOut },
        unsent,
      }));
    },

    /** The record has these totals. */
    sent({ used: { day, image, tool, code }, unsent }: UnsentUse): void {
      sql.exec(
        'UPDATE usage SET unsent = unsent - ? WHERE day = ? AND image = ? AND tool = ? AND code = ?',
        ...[unsent, day, image, tool, code].values(),
      );
    },

    /** Forgets days before `day` that the record knows. */
    prune(day: string): void {
      if (exists) sql.exec('DELETE FROM usage WHERE day < ? AND unsent = 0', day);
    },
  };
}
