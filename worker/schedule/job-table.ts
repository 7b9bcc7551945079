import * as v from 'valibot';

import { jobRunSchema, type JobRun } from '../../shared/api/operations/schedule.ts';

interface JobRow {
  readonly name: string;
  readonly ran_at: number;
  readonly took_ms: number;
  readonly outcome: string;
  readonly mark: string | null;
}

/** The last run of each job, in the record. Every function rejects where D1 cannot be reached. */
export function createJobTable(db: D1Database) {
  return {
    /** Where each job goes on, by its name. */
    async marks(): Promise<ReadonlyMap<string, string | null>> {
      const { results } = await db.prepare('SELECT name, mark FROM jobs').all<JobRow>();
      return new Map(results.map(({ name, mark }) => [name, mark]));
    },

    /** Notes a run, and where the next goes on; a run that did not succeed leaves that as it was. */
    async note({ name, ranAt, tookMs, outcome }: JobRun, mark: string | null): Promise<void> {
      await db
        .prepare(
          `INSERT INTO jobs (name, ran_at, took_ms, outcome, mark) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (name) DO UPDATE SET ran_at = ?2, took_ms = ?3, outcome = ?4,
             mark = CASE WHEN ?4 = 'done' THEN ?5 ELSE mark END`,
        )
        .bind(name, ranAt, tookMs, outcome, mark)
        .run();
    },

    async list(): Promise<JobRun[]> {
      const { results } = await db.prepare('SELECT * FROM jobs ORDER BY name').all<JobRow>();
      return results.map((row) =>
        v.parse(jobRunSchema, {
          name: row.name,
          ranAt: row.ran_at,
          tookMs: row.took_ms,
          outcome: row.outcome,
        }),
      );
    },
  };
}
