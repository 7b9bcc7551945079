import { ok, refuse, type Result } from '../../shared/result.ts';
import type { TicketView } from '../../shared/ticket/ticket.ts';
import { isSameDigest } from '../secrets/verifier.ts';
import { checkRead } from './check-read.ts';
import type { Knock } from './door.ts';
import { secretOf } from './secret-of.ts';
import type { GateState, KeyRecord } from './state.ts';
import { ticketView } from './ticket-record.ts';
import type { TicketStore } from './ticket-store.ts';

/**
 * Which key, and which ticket of it (`null`: its own secret) a credential is, whether or not it opens anything right now. Refusals: `credential_not_found` for
 * anything else (wrong, revoked, deleted), `gate_unavailable`.
 */
export function recognise(
  state: GateState | null,
  tickets: Pick<TicketStore, 'get'>,
  { digest, ticket: id }: Pick<Knock, 'digest' | 'ticket'>,
  now: number,
): Result<{ key: KeyRecord; ticket: TicketView | null }> {
  if (state === null) return refuse('gate_unavailable');
  const key = checkRead(state);
  if (!key.ok) return refuse('credential_not_found');
  if (id === null)
    return secretOf(state, digest, now) === null
      ? refuse('credential_not_found')
      : ok({ key: key.value, ticket: null });
  const ticket = tickets.get(id);
  if (!ticket?.verifier || !isSameDigest(ticket.verifier, digest)) return refuse('credential_not_found');
  return ok({ key: key.value, ticket: ticketView(ticket) });
}
