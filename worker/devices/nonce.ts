import { nonceTime } from '../../shared/people/nonce-time.ts';
import { encodeBase64Url } from '../secrets/base64url.ts';
import type { Keyring } from '../secrets/keyring.ts';

type Keys = Pick<Keyring, 'nonce'>;

/** How long a nonce serves. Access tokens end as soon, so a device that renews in time is never asked for another. */
export const nonceMs = 600_000;

/**
 * A nonce for proofs (RFC 9449, section 8): when it was made, in Unix seconds, and an HMAC over that. Nobody can sign
 * today what is to be sent next week, and nothing has to be stored. `now`: Unix milliseconds.
 */
export async function makeNonce(now: number, { nonce: key }: Keys): Promise<string> {
  const time = String(Math.floor(now / 1000));
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(time)));
  return `${time}.${encodeBase64Url(mac.slice(0, 16))}`;
}

/** Whether `sent` is a nonce of this deployment and at most ten minutes old. */
export async function isFreshNonce(sent: string, now: number, keys: Keys): Promise<boolean> {
  const madeAt = nonceTime(sent) * 1000;
  if (!(madeAt > now - nonceMs && madeAt <= now)) return false;
  return (await makeNonce(madeAt, keys)) === sent; // It opens nothing, so how long the comparison takes may be seen.
}
