import * as v from 'valibot';

import { isUsable, ticketViewSchema, type TicketView } from '../../shared/ticket/ticket.ts';
import { sealedSchema } from '../secrets/seal.ts';

/** A command on a ticket that was begun and may or may not be in the audit yet. */
const ticketOpSchema = v.object({
  opId: v.string(),
  action: v.picklist(['ticket.create', 'ticket.rename', 'ticket.revoke']),
  /** The new one; only where the action is `ticket.rename`. */
  label: v.nullable(v.string()),
  actor: v.string(),
  device: v.nullable(v.string()),
  requestId: v.string(),
  at: v.number(),
});
export type TicketOp = v.InferOutput<typeof ticketOpSchema>;

/** A ticket as its gate keeps it. Verifier and sealed secret are erased when it is revoked or its key deleted. */
export const ticketRecordSchema = v.object({
  ...ticketViewSchema.entries,
  verifier: v.nullable(v.instance(Uint8Array)),
  /** `null` also where the key shows its secrets but once. */
  sealed: v.nullable(sealedSchema),
  pending: v.nullable(ticketOpSchema),
});
export type TicketRecord = v.InferOutput<typeof ticketRecordSchema>;

/** A ticket opens nothing before its making is recorded. */
export function isBeingMade({ pending }: Pick<TicketRecord, 'pending'>): boolean {
  return pending?.action === 'ticket.create';
}

/** What a credential must match to open `image` as this ticket; `null`: nothing does. */
export function ticketVerifier(
  ticket: TicketRecord | undefined,
  image: string,
  now: number,
): Uint8Array | null {
  if (ticket === undefined || isBeingMade(ticket) || ticket.image !== image) return null;
  return isUsable(ticket, now) ? ticket.verifier : null;
}

/** Those whose time is over, and when the next one's is (Unix milliseconds, `Infinity` for none). */
export function expiries(
  tickets: readonly TicketRecord[],
  now: number,
): { expired: string[]; nextAt: number } {
  const expired: string[] = [];
  let nextAt = Infinity;
  for (const { id, expiresAt, revokedAt } of tickets) {
    if (expiresAt === null || revokedAt !== null) continue;
    if (expiresAt <= now) expired.push(id);
    else nextAt = Math.min(nextAt, expiresAt);
  }
  return { expired, nextAt };
}

/** What may be shown of a record, picked field by field: neither verifier nor sealed secret can ride along. */
export function ticketView(record: TicketRecord): TicketView {
  const { id, image, label, masked, createdAt, expiresAt, revokedAt, lastUsedAt, uses } = record;
  return { id, image, label, masked, createdAt, expiresAt, revokedAt, lastUsedAt, uses };
}
