import type { SessionView } from '../../shared/session/session.ts';
import { rowOf, sessionOf, type SessionRow } from '../sessions/session-row.ts';

/** Ended sessions that a gate remembers; older ones are forgotten. */
const endedKept = 1_000;

const create = `
  CREATE TABLE IF NOT EXISTS sessions (
    id             TEXT    PRIMARY KEY,
    key_id         TEXT    NOT NULL,
    image          TEXT    NOT NULL,
    client         TEXT    NOT NULL,
    era            TEXT    NOT NULL,
    policy_id      TEXT    NOT NULL,
    policy_version INTEGER NOT NULL,
    started_at     INTEGER NOT NULL, -- Unix milliseconds, as every time here
    active_at      INTEGER NOT NULL,
    ended_at       INTEGER,
    end_reason     TEXT
  ) STRICT`;

/** Columns that the first gates did not have. `unsent` counts what happened since the record was told; 0: it knows. */
const added = ['user_active_at', 'calls', 'bytes_in', 'bytes_out', 'unsent'];

interface StoredRow extends SessionRow {
  unsent: number;
}

/** A session that the record does not know as it is; `unsent` is for `sent`. */
export interface Unsent {
  readonly session: SessionView;
  readonly unsent: number;
}

/** Sessions in the gate's own SQLite. The table appears with the first session: an unknown id leaves nothing. */
export function createSessionTable(sql: SqlStorage) {
  const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'sessions'").toArray();
  let exists = tables.length > 0;
  if (exists) complete(sql);

  function rows(rest: string, ...values: (number | string)[]): StoredRow[] {
    return exists ? sql.exec<StoredRow>(`SELECT * FROM sessions ${rest}`, ...values).toArray() : [];
  }

  return {
    readOpen: (): SessionView[] => rows('WHERE ended_at IS NULL ORDER BY started_at').map(fromRow),
    readEnded: (limit: number): SessionView[] =>
      rows('WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT ?', limit).map(fromRow),
    read: (id: string): SessionView | undefined => rows('WHERE id = ?', id).map(fromRow)[0],
    readUnsent: (limit: number): Unsent[] =>
      rows('WHERE unsent > 0 LIMIT ?', limit).map((row) => ({ session: fromRow(row), unsent: row.unsent })),

    insert(session: SessionView): void {
      if (!exists) {
        sql.exec(create);
        complete(sql);
        exists = true;
      }
      const row = Object.entries(rowOf(session));
      const names = row.map(([name]) => name).join(', ');
      sql.exec(
        `INSERT INTO sessions (${names}, unsent) VALUES (${row.map(() => '?').join(', ')}, 1)`,
        ...row.map(([, value]) => value),
      );
    },

    /** Writes what changes of a session; `news` is 1 where the record must hear of it. */
    update(session: SessionView, news: 0 | 1): void {
      const { client, activeAt, userActiveAt, calls, bytesIn, bytesOut, end } = session;
      const used = [client, activeAt, userActiveAt, calls, bytesIn, bytesOut];
      const values = [...used, end?.at ?? null, end?.reason ?? null, news, session.id];
      sql.exec(
        `UPDATE sessions SET client = ?, active_at = ?, user_active_at = ?, calls = ?, bytes_in = ?, bytes_out = ?,
           ended_at = ?, end_reason = ?, unsent = unsent + ? WHERE id = ?`,
        ...values,
      );
    },

    /** The record knows it as it was then. */
    sent({ session: { id }, unsent }: Unsent): void {
      sql.exec('UPDATE sessions SET unsent = unsent - ? WHERE id = ?', unsent, id);
    },

    /** Forgets the oldest ended sessions past the bound, of those that the record knows. */
    prune(): void {
      if (!exists) return;
      sql.exec(
        `DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ended_at IS NOT NULL AND unsent = 0
         ORDER BY ended_at DESC LIMIT -1 OFFSET ?)`,
        endedKept,
      );
    },
  };
}

/** Adds the columns that came later. */
function complete(sql: SqlStorage): void {
  const there = sql.exec<{ name: string }>("SELECT name FROM pragma_table_info('sessions')").toArray();
  const missing = added.filter((column) => there.every(({ name }) => name !== column));
  for (const column of missing)
    sql.exec(`ALTER TABLE sessions ADD COLUMN ${column} INTEGER NOT NULL DEFAULT 0`);
}

/** Sessions from before their users were looked at count from their start. */
function fromRow(row: StoredRow): SessionView {
  return sessionOf({
    ...row,
    user_active_at: row.user_active_at === 0 ? row.started_at : row.user_active_at,
  });
}
