import * as v from 'valibot';

import { sessionViewSchema, type EndReason, type SessionView } from '../../shared/session/session.ts';

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

interface SessionRow extends Record<string, SqlStorageValue> {
  id: string;
  key_id: string;
  image: string;
  client: string;
  era: string;
  policy_id: string;
  policy_version: number;
  started_at: number;
  active_at: number;
  ended_at: number | null;
  end_reason: string | null;
}

/** Sessions in the gate's own SQLite. The table appears with the first session: an unknown id leaves nothing. */
export function createSessionTable(sql: SqlStorage) {
  const exists = () => sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'sessions'").toArray().length > 0;
  const read = (rest: string, ...values: number[]) => {
    if (!exists()) return [];
    return [...sql.exec<SessionRow>(`SELECT * FROM sessions ${rest}`, ...values)].map(fromRow);
  };

  return {
    readOpen: (): SessionView[] => read('WHERE ended_at IS NULL ORDER BY started_at'),
    readEnded: (limit: number): SessionView[] =>
      read('WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT ?', limit),

    insert(session: SessionView): void {
      sql.exec(create);
      const { id, keyId, image, client, era, policy, startedAt, activeAt } = session;
      sql.exec(
        'INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
        id,
        keyId,
        image,
        client,
        era,
        policy.id,
        policy.version,
        startedAt,
        activeAt,
      );
    },

    touch(id: string, activeAt: number): void {
      sql.exec('UPDATE sessions SET active_at = ? WHERE id = ?', activeAt, id);
    },

    end(id: string, activeAt: number, at: number, reason: EndReason): void {
      sql.exec(
        'UPDATE sessions SET active_at = ?, ended_at = ?, end_reason = ? WHERE id = ?',
        activeAt,
        at,
        reason,
        id,
      );
    },

    /** Forgets the oldest ended sessions past the bound. */
    prune(): void {
      if (!exists()) return;
      sql.exec(
        `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT -1 OFFSET ?)`,
        endedKept,
      );
    },
  };
}

function fromRow(row: SessionRow): SessionView {
  return v.parse(sessionViewSchema, {
    id: row.id,
    keyId: row.key_id,
    image: row.image,
    client: row.client,
    era: row.era,
    policy: { id: row.policy_id, version: row.policy_version },
    startedAt: row.started_at,
    activeAt: row.active_at,
    end: row.ended_at === null ? null : { at: row.ended_at, reason: row.end_reason },
  });
}
