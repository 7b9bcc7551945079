/** An answer stands for this long; then its key is as good as new. */
const keptMs = 24 * 3_600_000;

/** Nothing takes this long to make: a run without an answer after it has died, and its key is free again. */
const longestRunMs = 60_000;

/** One attempt to make something. */
export interface Attempt {
  readonly id: string;
  readonly body: string;
  readonly run: string;
}

/** What stands under an id: whose body it was, and the answer, `null` while it is being made. */
export interface Standing {
  readonly body: string;
  readonly answer: string | null;
}

/** What was made under an Idempotency-Key. Every function rejects where D1 cannot be reached. */
export function createIdempotencyTable(db: D1Database) {
  return {
    /** Takes the id for this run; where another has it, what stands there instead. `null`: it is ours. */
    async claim({ id, body, run }: Attempt, now: number): Promise<Standing | null> {
      const claims = db
        .prepare(
          `INSERT INTO idempotency (id, body, run, started_at) VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (id) DO UPDATE SET body = ?2, run = ?3, started_at = ?4, answer = NULL
           WHERE started_at <= ?5 OR (answer IS NULL AND body = ?2 AND started_at <= ?6)`,
        )
        .bind(id, body, run, now, now - keptMs, now - longestRunMs);
      const reads = db.prepare('SELECT run, body, answer FROM idempotency WHERE id = ?').bind(id);
      const [, read] = await db.batch<Standing & { run: string }>([claims, reads]); // One transaction.
      const row = read?.results[0];
      if (row === undefined) throw new Error('a claim that left no row');
      return row.run === run ? null : row;
    },

    /** Notes the answer, JSON, unless another run has taken over meanwhile. */
    async save({ id, run }: Attempt, answer: string): Promise<void> {
      await db
        .prepare('UPDATE idempotency SET answer = ?1 WHERE id = ?2 AND run = ?3')
        .bind(answer, id, run)
        .run();
    },

    /** Frees the id: nothing was made. */
    async release({ id, run }: Attempt): Promise<void> {
      await db.prepare('DELETE FROM idempotency WHERE id = ? AND run = ?').bind(id, run).run();
    },

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
