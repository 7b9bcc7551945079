import type { JobRun } from '../../shared/api/operations/schedule.ts';
import { log } from '../log.ts';
import { Late, within } from '../patience.ts';
import type { Job } from './job.ts';
import { createJobTable } from './job-table.ts';

/** A run that is not over by then is given up on; the next minute brings another. */
const patienceMs = 25_000;

/**
 * Runs every job once, side by side, and notes how each went. Never rejects: a job that fails or takes too long does
 * so alone.
 */
export async function runJobs(jobs: readonly Job[], env: Env, clock: () => number): Promise<void> {
  const table = createJobTable(env.RECORD);
  // Without its marks a job starts over, which does no harm.
  const marks = await table.marks().catch(() => new Map<string, string | null>());
  await Promise.all(
    jobs.map(async ({ name, run }) => {
      const ranAt = clock();
      const turn = { env, now: ranAt, mark: marks.get(name) ?? null };
      const { outcome, mark } = await attempt(name, () => run(turn));
      await table
        .note({ name, ranAt, tookMs: clock() - ranAt, outcome }, mark)
        .catch((error: unknown) => log({ event: 'job_not_noted', job: name, error }));
    }),
  );
}

async function attempt(
  name: string,
  run: () => Promise<string | null>,
): Promise<{ outcome: JobRun['outcome']; mark: string | null }> {
  try {
    return { outcome: 'done', mark: await within(patienceMs, run()) };
  } catch (error) {
    log({ event: 'job_failed', job: name, error });
    return { outcome: error instanceof Late ? 'late' : 'failed', mark: null };
  }
}
