import type { CredentialKind } from '../../shared/credential/shape.ts';
import { Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { nameCredential, type Named } from '../secrets/name-credential.ts';

/** The credential that a request came with, and where it stood: only a ticket can come in a URL. */
export interface Presented extends Named {
  readonly via: 'header' | 'url';
}

/**
 * The one credential that a request carries, read without touching storage: a key or a ticket as Bearer token, or a
 * ticket where the URL may have one: `inUrl` (see `readPlace`).
 *
 * Throws `missing_key`, `invalid_key` (malformed, mistyped, forged, or another kind of credential: all alike; told as
 * `invalid_ticket` where it stood in the URL) and `ambiguous_credentials`.
 */
export async function readPresented(
  { headers }: Request,
  inUrl: readonly string[],
  keys: Keyring,
): Promise<Presented> {
  const header = headers.get('authorization') ?? '';
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

async function named(token: string, kinds: readonly CredentialKind[], keys: Keyring): Promise<Named> {
  const credential = await nameCredential(token, kinds, keys);
  if (credential === null) throw new Problem('invalid_key');
  return credential;
}
