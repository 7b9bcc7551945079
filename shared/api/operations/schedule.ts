import * as v from 'valibot';

import type { Operation } from './operation.ts';

/** How a job went last: it runs every minute, so a `ranAt` of long ago says as much as a failure. */
export const jobRunSchema = v.object({
  name: v.string(),
  /** Unix milliseconds. */
  ranAt: v.number(),
  tookMs: v.number(),
  /** `late`: given up on; the next run goes on where it can. */
  outcome: v.picklist(['done', 'failed', 'late']),
});
export type JobRun = v.InferOutput<typeof jobRunSchema>;

/** The work that a deployment does by itself. */
export const scheduleOperations = {
  /** The last run of every job, by name. */
  listJobs: {
    method: 'GET',
    path: '/v1/deployment/jobs',
    summary: 'Tells how each job of the scheduled work went last.',
    input: v.strictObject({}),
    output: v.object({ jobs: v.array(jobRunSchema) }),
  },
} as const satisfies Record<string, Operation>;
