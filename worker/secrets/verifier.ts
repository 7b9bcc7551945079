import type { Keyring } from './keyring.ts';

const encoder = new TextEncoder();

/**
 * HMAC-SHA-256 of a credential, 32 bytes. Keyed, so that whoever can write storage cannot plant the verifier
 * of a secret of their own, and a dump does not tell which strings are ours.
 */
export async function digest(
  token: string,
  { lookup }: Pick<Keyring, 'lookup'>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', lookup, encoder.encode(token)));
}

/** Whether two digests are equal, in a time that does not tell where they differ. */
export function isSameDigest(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && crypto.subtle.timingSafeEqual(one, other);
}
