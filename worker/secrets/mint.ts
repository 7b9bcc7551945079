import { base62, randomBase62 } from '../../shared/credential/base62.ts';
import { writeCredential, type Credential } from '../../shared/credential/credential.ts';
import { lengths, type CredentialKind } from '../../shared/credential/shape.ts';
import { prefixes } from '../../shared/ids.ts';
import type { Keyring } from './keyring.ts';

/**
 * A new credential: 256 bits of secret, and a public id that only this deployment can make. `parent`: the public id
 * of the key that a ticket belongs to.
 */
export async function mintCredential(
  kind: CredentialKind,
  { tag }: Pick<Keyring, 'tag'>,
  parent = '',
): Promise<string> {
  const random = randomBase62(kind === 'ticket' ? lengths.ticketRandom : lengths.random, randomBytes);
  const secret = randomBase62(lengths.secret, randomBytes);
  return writeCredential(kind, { parent, random, tag: await publicTag(kind, parent + random, tag), secret });
}

/** Another value for the key called `id`: its public part, and with it the gate, stays. */
export function remintSecret(id: string): string {
  const publicId = id.slice(prefixes.key.length);
  const [random, tag] = [publicId.slice(0, lengths.random), publicId.slice(lengths.random)];
  return writeCredential('apiKey', { random, tag, secret: randomBase62(lengths.secret, randomBytes) });
}

/**
 * Whether this deployment made the id inside `credential`.
 *
 * Asked before any storage is touched: without it, a flood of made-up ids would create a gate, and so a
 * database, for each of them.
 */
export async function isOurs(
  { kind, parent, random, tag }: Credential,
  keys: Pick<Keyring, 'tag'>,
): Promise<boolean> {
  return (await publicTag(kind, parent + random, keys.tag)) === tag;
}

export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** 5 base 62 digits, 29.8 bits, of an HMAC over kind and name: told in public, forged by nobody. */
async function publicTag(kind: CredentialKind, name: string, key: CryptoKey): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`kid-v1|${kind}|${name}`));
  return base62(new DataView(mac).getUint32(0), lengths.tag);
}
