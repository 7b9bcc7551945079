import type { CarriedCredential } from '../../shared/address/formats/format.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import { partsOf } from '../../shared/credential/shape.ts';
import { isUsable } from '../../shared/ticket/ticket.ts';
import { revealSecret } from './reveal-secret.ts';

export type CarryClient = Pick<Client, 'revealKey' | 'listTickets' | 'createTicket' | 'revealTicket'>;

/** What a snippet is for: which key, on which image, and the client it is pasted into. */
export interface Carriage {
  readonly keyId: string;
  readonly image: string;
  /** Names the ticket, so that a client that is set up again gets the same one. */
  readonly label: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * What a snippet is to carry: the key's secret, a ticket (the one of before, else a new one), or nothing.
 *
 * Some snippets are pasted into a shell, so nothing that is not exactly a credential passes. Rejects with an `ApiError`.
 */
export async function carryCredential(
  credential: CarriedCredential,
  carriage: Carriage,
  client: CarryClient,
): Promise<string> {
  if (credential === 'none') return '';
  if (credential === 'secret') return revealSecret(client, carriage.keyId);
  const { secret } = await ticketFor(carriage, client);
  if (partsOf('ticket', secret ?? '') === null) throw new ApiError('internal');
  return secret ?? '';
}

async function ticketFor({ keyId: id, image, label, now }: Carriage, client: CarryClient) {
  const { tickets } = await client.listTickets({ id });
  const before = tickets.find(
    (ticket) => ticket.image === image && ticket.label === label && isUsable(ticket, now),
  );
  if (before !== undefined) return client.revealTicket({ id, ticket: before.id });
  return client.createTicket({ id, image, label });
}
