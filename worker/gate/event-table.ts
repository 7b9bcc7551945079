import * as v from 'valibot';

const create = `
  CREATE TABLE IF NOT EXISTS events (
    op_id      TEXT    PRIMARY KEY,
    action     TEXT    NOT NULL,
    outcome    TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    request_id TEXT    NOT NULL,
    at         INTEGER NOT NULL, -- Unix milliseconds
    detail     TEXT    NOT NULL, -- JSON object
    count      INTEGER NOT NULL, -- how many alike
    leaving    INTEGER NOT NULL  -- 1: a write to the record has begun, so it changes no more
  ) STRICT`;

/** An event that waits for the record. */
export const waitingSchema = v.object({
  opId: v.string(),
  action: v.string(),
  outcome: v.picklist(['done', 'refused']),
  actor: v.string(),
  requestId: v.string(),
  at: v.number(),
  detail: v.string(),
  count: v.number(),
});
export type Waiting = v.InferOutput<typeof waitingSchema>;

/** Events in the gate's own SQLite. The table appears with the first one. */
export function createEventTable(sql: SqlStorage) {
  const exists = () => sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'events'").toArray().length > 0;
  const columns = 'op_id AS opId, action, outcome, actor, request_id AS requestId, at, detail, count';

  function read(rest: string): Waiting[] {
    if (!exists()) return [];
    return [...sql.exec(`SELECT ${columns} FROM events ${rest}`)].map((row) => v.parse(waitingSchema, row));
  }

  return {
    readStaying: (): Waiting[] => read('WHERE leaving = 0 ORDER BY rowid'),
    readLeaving: (): Waiting[] => read('WHERE leaving = 1 ORDER BY rowid'),

    insert({ opId, action, outcome, actor, requestId, at, detail, count }: Waiting): void {
      sql.exec(create);
      const values = [opId, action, outcome, actor, requestId, at, detail, count];
      sql.exec('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)', ...values);
    },

    leave({ opId, count }: Waiting): void {
      sql.exec('UPDATE events SET leaving = 1, count = ? WHERE op_id = ?', count, opId);
    },

    remove({ opId }: Pick<Waiting, 'opId'>): void {
      sql.exec('DELETE FROM events WHERE op_id = ?', opId);
    },
  };
}
