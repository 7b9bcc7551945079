import * as v from 'valibot';

import { auditLineSchema, type AuditLine } from '../../shared/audit/audit.ts';
import type { ChainedLine } from './chain.ts';

/** The columns of a line, called as in `ChainedLine`. */
export const lineColumns = `op_id AS opId, subject, project_id AS projectId, seq, action, outcome, rev, actor, device,
  request_id AS requestId, at, before, after, prev, hash`;

/** A row that was read with `lineColumns`; one from before there were chains has neither place nor hash. */
export type LineRow = Omit<ChainedLine, 'seq' | 'prev' | 'hash'> & {
  readonly seq: number | null;
  readonly prev: string | null;
  readonly hash: string | null;
};

/** The line a row tells of. Throws where the row does not hold what the migrations promise. */
export function lineFrom({ opId, before, after, ...row }: LineRow): AuditLine {
  return v.parse(auditLineSchema, { ...row, id: opId, before: fields(before), after: fields(after) });
}

function fields(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
