import type { Handlers } from '../../shared/api/contract.ts';
import type { scheduleOperations } from '../../shared/api/operations/schedule.ts';
import type { Context } from '../context.ts';
import { recordGone } from '../http/problem.ts';
import { createJobTable } from './job-table.ts';

export const scheduleHandlers: Pick<Handlers<Context>, keyof typeof scheduleOperations> = {
  listJobs: async (_, { env }) => ({ jobs: await createJobTable(env.RECORD).list().catch(recordGone) }),
};
