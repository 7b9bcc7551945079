import type { AuditEntry } from '../audit/entry.ts';
import { droppedId } from './audit-line.ts';
import type { KeyRecord } from './state.ts';
import type { TicketOp, TicketRecord } from './ticket-record.ts';

/** A ticket with a command that is not settled. */
export type Unsettled = TicketRecord & { readonly pending: TicketOp };

/** The line of what is pending on a ticket, in the chain of its key. */
export function ticketLine(
  { pending, ...ticket }: Unsettled,
  { id: subject, projectId }: KeyRecord,
  outcome: 'done' | 'dropped',
): AuditEntry {
  const { opId, action, label, actor, device, requestId, at } = pending;
  const { id, image, expiresAt } = ticket;
  return {
    opId: outcome === 'done' ? opId : droppedId(pending),
    subject,
    projectId,
    action,
    outcome,
    rev: null,
    actor,
    device,
    requestId,
    at,
    before: action === 'ticket.create' ? null : { ticket: id, label: ticket.label },
    after: action === 'ticket.revoke' ? null : { ticket: id, label: label ?? ticket.label, image, expiresAt },
  };
}
