import { readCredential, type Credential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import { Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { isOurs } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';
import { readPlace } from './place.ts';

/** A credential that this deployment may have issued; only its gate knows whether it did. */
export interface Presented {
  readonly keyId: string;
  /** `tkt_…`; `null`: it is the key's own secret. */
  readonly ticket: string | null;
  readonly digest: Uint8Array;
  /** Only a ticket can come in a URL. */
  readonly via: 'header' | 'url';
}

/**
 * The one credential that a request carries, read without touching storage: a key or a ticket as Bearer token, or a
 * ticket where the URL may have one (see `readPlace`).
 *
 * Throws `missing_key`, `invalid_key` (malformed, mistyped, forged, or another kind of credential: all alike; told as
 * `invalid_ticket` where it stood in the URL) and `ambiguous_credentials`.
 */
export async function readPresented(request: Request, keys: Keyring): Promise<Presented> {
  const header = request.headers.get('authorization') ?? '';
  const inUrl = readPlace(new URL(request.url))?.tickets ?? [];
  // Repeated headers arrive joined by a comma. Either way no single credential, so nothing is looked up.
  const sent = [...header.split(',').filter(Boolean), ...inUrl];
  if (sent.length > 1) throw new Problem('ambiguous_credentials');
  const [ticket] = inUrl;
  if (ticket !== undefined) return { ...(await named(ticket, ['ticket'], keys)), via: 'url' };
  return { ...(await named(bearerIn(header), ['apiKey', 'ticket'], keys)), via: 'header' };
}

function bearerIn(header: string): string {
  if (header === '') throw new Problem('missing_key');
  return /^Bearer ([\w-]{1,128})$/i.exec(header)?.[1] ?? '';
}

/**
 * The key, and the ticket of it, that `token` names. Throws `invalid_key` where it is of none of `kinds` or was not made
 * here.
 */
async function named(token: string, kinds: readonly Credential['kind'][], keys: Keyring) {
  const credential = kinds.map((kind) => readCredential(kind, token)).find((each) => each !== null);
  if (credential === undefined || !(await isOurs(credential, keys))) throw new Problem('invalid_key');
  const { kind, parent, publicId } = credential;
  const isTicket = kind === 'ticket';
  return {
    keyId: prefixes.key + (isTicket ? parent : publicId),
    ticket: isTicket ? prefixes.ticketId + publicId : null,
    digest: await digest(token, keys),
  };
}
