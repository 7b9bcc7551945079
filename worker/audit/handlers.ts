import * as v from 'valibot';

import type { Handlers } from '../../shared/api/contract.ts';
import type { auditOperations } from '../../shared/api/operations/audit.ts';
import { keyIdSchema } from '../../shared/ids.ts';
import type { Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';
import type { Head } from './chain.ts';
import { checkProject, reachOf } from '../people/check-access.ts';
import { listAnchors } from './list-anchors.ts';
import { allLines, listAudit, type AuditFilter } from './list-audit.ts';
import { verifyAnchors } from './verify-anchors.ts';
import { verifyAudit } from './verify-audit.ts';

export const auditHandlers: Pick<Handlers<Context>, keyof typeof auditOperations> = {
  listAudit: async ({ limit, cursor, ...filter }, context) => {
    const { env } = context;
    const within = await readable(filter, context);
    if (cursor === undefined) await headOf(filter.subject, env); // Brings what waits in the gate into the list.
    return listAudit(within, { limit, cursor }, env);
  },
  readAuditCheck: async ({ subject, cursor }, { env }) =>
    verifyAudit({ subject, cursor, head: await headOf(subject, env) }, env),
  listAuditAnchors: (ask, { env }) => listAnchors(ask, env),
  readAnchorCheck: ({ cursor }, { env }) => verifyAnchors(cursor, env),
  readAuditExport: async function* (filter, context) {
    yield* allLines(await readable(filter, context), context.env.RECORD);
  },
};

/** The filter, with no line of a project that whoever asks may not read about. Throws as for a project that is not there. */
async function readable(filter: AuditFilter, context: Context): Promise<AuditFilter> {
  const projects = reachOf(context.principal, 'audit.read');
  if (projects === null) return filter;
  if (filter.project !== undefined) await checkProject('audit.read', filter.project, context);
  return { ...filter, projects };
}

/** Where the gate knows the chain of its key to end; `undefined` for other subjects. */
async function headOf(subject: string | undefined, env: Env): Promise<Head | undefined> {
  if (!v.is(keyIdSchema, subject)) return undefined;
  const head = await askGate(subject, env, (gate) => gate.auditHead());
  if (head.ok) return head.value;
  if (head.code === 'key_not_found') return undefined; // No gate of ours: nothing is known beside the record.
  throw new Problem(head.code);
}
