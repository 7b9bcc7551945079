import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWTVerifyResult } from 'jose';
import * as v from 'valibot';

import { Problem } from '../http/problem.ts';
import { encodeBase64Url } from '../secrets/base64url.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { isFreshNonce, makeNonce } from './nonce.ts';

/** What a proof shows: that whoever sent this request holds the private key with this thumbprint. */
export interface Proof {
  /** Of the public key: RFC 7638, SHA-256 in URL-safe base64. */
  readonly thumbprint: string;
  /** Must not come again before `until`, Unix milliseconds; afterwards the proof is too old anyway. */
  readonly jti: string;
  readonly until: number;
}

/** How far from now, in seconds, a proof may say that it was made. */
export const proofSeconds = 60;

const longestProof = 2048;

const headerSchema = v.object({
  jwk: v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: v.string(), y: v.string() }),
});

const claimsSchema = v.object({
  htm: v.string(),
  htu: v.string(),
  iat: v.number(),
  jti: v.pipe(v.string(), v.minLength(16), v.maxLength(128)),
  nonce: v.optional(v.string(), ''),
  ath: v.optional(v.string()),
});

/**
 * Checks the DPoP header of a request (RFC 9449, section 4.3): ES256 by the public P-256 key that it carries, for this
 * method and URL, for `token` where one is sent along, made within a minute of now, with a nonce of ours. Whether it was
 * seen before is for the directory to say. `now`: Unix milliseconds.
 *
 * Throws `invalid_proof` with its `reason`, or `use_dpop_nonce` with a nonce to sign again with.
 */
export async function checkProof(
  request: Request,
  token: string | null,
  now: number,
  keys: Pick<Keyring, 'nonce'>,
): Promise<Proof> {
  const { header, claims } = await readProof(request.headers.get('dpop'));
  if (claims.htm !== request.method) throw invalidProof('method');
  if (claims.htu !== bareUrl(request.url)) throw invalidProof('url');
  if (claims.ath !== (token === null ? undefined : await hashOf(token))) throw invalidProof('token');
  if (!(await isFreshNonce(claims.nonce, now, keys))) throw await nonceNeeded(now, keys);
  if (Math.abs(now / 1000 - claims.iat) > proofSeconds)
    throw invalidProof('time', { 'dpop-nonce': await makeNonce(now, keys) }); // It tells the right time, too.
  const thumbprint = await calculateJwkThumbprint(header.jwk, 'sha256');
  return { thumbprint, jti: claims.jti, until: (claims.iat + proofSeconds) * 1000 };
}

/** `reason`: what does not hold, in one word for whoever writes a client. */
export function invalidProof(reason: string, more: Readonly<Record<string, string>> = {}): Problem {
  const headers = { 'www-authenticate': 'DPoP error="invalid_dpop_proof", algs="ES256"', ...more };
  return new Problem('invalid_proof', { headers, detail: { reason } });
}

async function nonceNeeded(now: number, keys: Pick<Keyring, 'nonce'>): Promise<Problem> {
  const challenge = 'DPoP error="use_dpop_nonce", algs="ES256"';
  const headers = { 'www-authenticate': challenge, 'dpop-nonce': await makeNonce(now, keys) };
  return new Problem('use_dpop_nonce', { headers });
}

async function readProof(sent: string | null) {
  if (sent === null) throw invalidProof('missing');
  if (sent.length > longestProof) throw invalidProof('form');
  const { protectedHeader, payload } = await verify(sent);
  const header = v.safeParse(headerSchema, protectedHeader);
  const claims = v.safeParse(claimsSchema, payload);
  if (!header.success || !claims.success) throw invalidProof('form');
  return { header: header.output, claims: claims.output };
}

/** Its signature by its own key. Private keys, other algorithms and other types of token are refused by the library. */
async function verify(sent: string): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(sent, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
  } catch {
    throw invalidProof('signature'); // What the library says of it may quote what was sent.
  }
}

/** RFC 9449, section 4.2: without query and fragment. */
function bareUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function hashOf(token: string): Promise<string> {
  return encodeBase64Url(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))),
  );
}
