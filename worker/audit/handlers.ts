import * as v from 'valibot';

import type { Handlers } from '../../shared/api/contract.ts';
import type { auditOperations } from '../../shared/api/operations/audit.ts';
import { keyIdSchema } from '../../shared/ids.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';
import type { Head } from './chain.ts';
import { allLines, listAudit } from './list-audit.ts';
import { verifyAudit } from './verify-audit.ts';

export const auditHandlers: Pick<Handlers<Context>, keyof typeof auditOperations> = {
  listAudit: async ({ limit, cursor, ...filter }, { env }) => {
    if (cursor === undefined) await headOf(filter.subject, env); // Brings what waits in the gate into the list.
    return listAudit(filter, { limit, cursor }, env);
  },
  readAuditCheck: async ({ subject, cursor }, { env }) =>
    verifyAudit({ subject, cursor, head: await headOf(subject, env) }, env),
  readAuditExport: (filter, { env }) => allLines(filter, env.RECORD),
};

/** Where the gate knows the chain of its key to end; `undefined` for other subjects. */
async function headOf(subject: string | undefined, env: Env): Promise<Head | undefined> {
  if (!v.is(keyIdSchema, subject)) return undefined;
  const head = await askGate(subject, env, (gate) => gate.auditHead());
  if (head.ok) return head.value;
  if (head.code === 'key_not_found') return undefined; // No gate of ours: nothing is known beside the record.
  throw new Problem(head.code);
}
