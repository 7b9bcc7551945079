import type { auditOutcomes } from '../../../shared/audit/audit.ts';
import type { Sent } from '../../../shared/api/contract.ts';
import { readLocalTime } from '../../ui/local-time.ts';

/** Which lines are looked for, as it stands in a form; empty texts ask for nothing. */
export interface AuditFilter {
  readonly subject: string;
  readonly action: string;
  readonly actor: string;
  readonly outcome: '' | (typeof auditOutcomes)[number];
  /** As fields for times have them. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: AuditFilter = { subject: '', action: '', actor: '', outcome: '', from: '', to: '' };

/** What to ask the Worker for. */
export function askedIn({ subject, action, actor, outcome, from, to }: AuditFilter): Sent<'readAuditExport'> {
  const [start, end] = [readLocalTime(from), readLocalTime(to)];
  return {
    ...(subject.trim() !== '' && { subject: subject.trim() }),
    ...(action.trim() !== '' && { action: action.trim() }),
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(outcome !== '' && { outcome }),
    ...(start !== null && { from: String(start) }),
    ...(end !== null && { to: String(end) }),
  };
}
