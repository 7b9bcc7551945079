import type { CarriedCredential } from '../../shared/address/formats/format.ts';
import type { Client } from '../../shared/api/client.ts';
import { isUsable } from '../../shared/ticket/ticket.ts';
import { checkCredential } from './check-credential.ts';
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
 * What a snippet is to carry: the key's secret, a ticket (the one of before, else a new one), or nothing. Nothing else passes
 * (see `checkCredential`). Rejects with an `ApiError`.
 */
export async function carryCredential(
  credential: CarriedCredential,
  carriage: Carriage,
  client: CarryClient,
): Promise<string> {
  if (credential === 'none') return '';
  if (credential === 'secret') return revealSecret(client, carriage.keyId);
  const { secret } = await ticketFor(carriage, client);
  return checkCredential('ticket', secret ?? '');
}

async function ticketFor({ keyId: id, image, label, now }: Carriage, client: CarryClient) {
  const { tickets } = await client.listTickets({ id });
  const before = tickets.find(
    (ticket) => ticket.image === image && ticket.label === label && isUsable(ticket, now),
  );
  if (before !== undefined) return client.revealTicket({ id, ticket: before.id });
  return client.createTicket({ id, image, label });
}
