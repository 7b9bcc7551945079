import { keptMs, standingOf, statements, type Answers, type Standing } from './answers.ts';

/** What was made under an Idempotency-Key, in the record. Every function rejects where D1 cannot be reached. */
export function createIdempotencyTable(db: D1Database) {
  const prepare = ([sql, ...values]: readonly [string, ...unknown[]]) => db.prepare(sql).bind(...values);
  const answers: Answers = {
    async claim(attempt, now) {
      const [claims, reads] = [prepare(statements.claim(attempt, now)), prepare(statements.read(attempt))];
      const [, read] = await db.batch<Standing & { run: string }>([claims, reads]); // One transaction.
      return standingOf(read?.results[0], attempt);
    },
    save: async (attempt, answer) => void (await prepare(statements.save(attempt, answer)).run()),
    release: async (attempt) => void (await prepare(statements.release(attempt)).run()),
  };

  return {
    ...answers,

    /** Forgets what is older than a day, up to 1,000 rows at once; gives how many. */
    async purge(now: number): Promise<number> {
      const old = 'SELECT id FROM idempotency WHERE started_at <= ? ORDER BY started_at LIMIT 1000';
      const sql = `DELETE FROM idempotency WHERE id IN (${old})`;
      const { meta } = await db
        .prepare(sql)
        .bind(now - keptMs)
        .run();
      return meta.changes;
    },
  };
}
