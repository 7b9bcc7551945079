import { createIdempotencyTable } from '../idempotency/idempotency-table.ts';
import type { Job } from './job.ts';

/** Forgets what was made under an Idempotency-Key more than a day ago: it stands for nothing any more. */
export const forgetAnswers: Job = {
  name: 'forget-answers',
  run: async ({ env, now }) => {
    await createIdempotencyTable(env.RECORD).purge(now);
    return null;
  },
};
