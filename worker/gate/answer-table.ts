import { keptMs, standingOf, statements, type Attempt, type Standing } from '../idempotency/answers.ts';

const create = `
  CREATE TABLE IF NOT EXISTS idempotency (
    id         TEXT    PRIMARY KEY,
    body       TEXT    NOT NULL,
    run        TEXT    NOT NULL,
    answer     TEXT,            -- NULL: still being done
    started_at INTEGER NOT NULL -- Unix milliseconds
  ) STRICT`;

/** What was done to this key under an Idempotency-Key, in the gate's own SQLite. The table appears with the first one. */
export function createAnswerTable(sql: SqlStorage) {
  return {
    /** As `claim` of `Answers`; forgets what is older than a day. */
    claim(attempt: Attempt, now: number): Standing | null {
      sql.exec(create);
      sql.exec('DELETE FROM idempotency WHERE started_at <= ?', now - keptMs);
      sql.exec(...statements.claim(attempt, now));
      const rows = sql.exec<{ run: string; body: string; answer: string | null }>(
        ...statements.read(attempt),
      );
      return standingOf(rows.toArray()[0], attempt);
    },
    save: (attempt: Attempt, answer: string): void => void sql.exec(...statements.save(attempt, answer)),
    release: (attempt: Attempt): void => void sql.exec(...statements.release(attempt)),
  };
}
