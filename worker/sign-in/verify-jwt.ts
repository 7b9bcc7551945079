import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import * as v from 'valibot';

import { Problem, orThrow } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { askProvider, signInFailed } from './ask-provider.ts';

/** What a token must say. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
}

const freshMs = 10 * 60_000;
const oldestMs = 24 * 3600_000;
/** Tokens with made-up key ids must not have us ask for keys each time. */
const againMs = 60_000;

const keySetSchema = v.object({ keys: v.array(v.looseObject({ kty: v.string() })) });

/**
 * The claims of a token that was signed by a key of those at `url` (RFC 7515, 7517, 7519).
 *
 * Keys are asked for anew after ten minutes, and where a token names one that is not known; while they cannot be had, those
 * seen last are good for 24 hours. Throws `sign_in_failed`, `provider_unavailable`.
 */
export async function verifyJwt(
  token: string,
  url: string,
  expected: Expected,
  env: Env,
): Promise<JWTPayload> {
  const kept = orThrow(await askDirectory(env, (directory) => directory.readKeySet(url)));
  const age = kept === null ? Infinity : Date.now() - kept.fetchedAt;
  if (kept !== null && age < freshMs) {
    const known = await check(token, kept.keys, expected);
    if (known !== null) return known;
    if (age < againMs) throw new Problem('sign_in_failed');
  }
  const keys = await fetchKeys(url, env).catch((error: unknown) => {
    if (kept === null || age >= oldestMs) throw error;
    return kept.keys;
  });
  return (await check(token, keys, expected)) ?? signInFailed(new Error('signed by an unknown key'));
}

/** The claims; `null` where none of the keys is the one that the token names. */
async function check(token: string, keys: string, expected: Expected): Promise<JWTPayload | null> {
  const { issuer, audience, algorithms } = expected;
  const set = createLocalJWKSet(JSON.parse(keys) as JSONWebKeySet); // As `fetchKeys` has checked it.
  const options = { issuer, audience, algorithms: [...algorithms], requiredClaims: ['exp'] };
  try {
    return (await jwtVerify(token, set, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return null;
    return signInFailed(error);
  }
}

async function fetchKeys(url: string, env: Env): Promise<string> {
  const answer = await askProvider(url, { headers: { accept: 'application/json' } });
  const parsed = v.safeParse(keySetSchema, await answer.json().catch(() => null));
  if (!answer.ok || !parsed.success) throw new Problem('provider_unavailable');
  const keys = JSON.stringify(parsed.output);
  orThrow(await askDirectory(env, (directory) => directory.writeKeySet(url, keys)));
  return keys;
}
