import type { Handlers } from '../../shared/api/contract.ts';
import type { usageOperations } from '../../shared/api/operations/usage.ts';
import type { Context } from '../context.ts';
import { recordGone } from '../http/problem.ts';
import { readUsage } from './read-usage.ts';

const mostRows = 1_000;

export const usageHandlers: Pick<Handlers<Context>, keyof typeof usageOperations> = {
  readUsage: async ({ by, ...filter }, { env }) => {
    const rows = await readUsage(env.RECORD, filter, by, mostRows + 1).catch(recordGone);
    return { rows: rows.slice(0, mostRows), isCut: rows.length > mostRows };
  },
};
