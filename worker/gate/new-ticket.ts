import { maskCredential } from '../../shared/credential/credential.ts';
import { keyring } from '../secrets/keyring.ts';
import { seal } from '../secrets/seal.ts';
import { digest } from '../secrets/verifier.ts';
import type { KeyRecord } from './state.ts';
import type { TicketRecord } from './ticket-record.ts';

/** What a new ticket is made of. `secret` is a freshly minted `kht_…` that names the key and has `id` in it. */
export interface TicketOrder {
  readonly id: string;
  readonly image: string;
  readonly label: string;
  readonly expiresAt: number | null;
  readonly secret: string;
}

/** The ticket as its gate keeps it: the secret only as verifier and, unless its key shows secrets but once, sealed. */
export async function newTicketRecord(
  { secret, ...order }: TicketOrder,
  { id: keyId, projectId, showOnce }: KeyRecord,
  now: number,
  env: Env,
): Promise<TicketRecord> {
  const keys = await keyring(env);
  const { id, image, label, expiresAt } = order;
  return {
    id,
    image,
    label,
    masked: maskCredential(secret),
    createdAt: now,
    expiresAt,
    revokedAt: null,
    lastUsedAt: null,
    uses: 0,
    verifier: await digest(secret, keys),
    sealed: showOnce ? null : await seal(secret, { projectId, keyId, ticketId: id, secretRev: 1 }, keys),
    pending: null,
  };
}
