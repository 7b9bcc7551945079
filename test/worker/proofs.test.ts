import { env } from 'cloudflare:workers';
import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';

import { nonceTime } from '../../shared/people/nonce-time.ts';
import { isFreshNonce, makeNonce, nonceMs } from '../../worker/devices/nonce.ts';
import { checkProof, proofSeconds } from '../../worker/devices/proof.ts';
import { Problem } from '../../worker/http/problem.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { givenProvingKey, prove, type ProofParts } from '../support/proving.ts';

const now = Date.now();
const keys = await keyring(env);
const key = await givenProvingKey();
const method = 'POST';
const url = 'http://keys.test/v1/keys';
const token = 'khp_any';
const nonce = await makeNonce(now, keys);
const seconds = Math.floor(now / 1000);

/** What the Worker makes of a proof, sent with `token` to `url`. */
async function check(dpop: string | null, at = now) {
  const request = new Request(`${url}?limit=1`, { method, headers: dpop === null ? {} : { dpop } });
  return checkProof(request, token, at, keys).catch((thrown: unknown) => {
    if (!(thrown instanceof Problem)) throw thrown;
    return { code: thrown.code, ...thrown.details };
  });
}

const proof = (parts: Partial<ProofParts>) => prove(key, { method, url, token, nonce, ...parts });
const refused = (reason: string) => ({ code: 'invalid_proof', detail: { reason } });

test('a proof for this request, by a key that it carries, shows the key’s thumbprint', async () => {
  const shown = await check(await proof({ claims: { jti: 'a jti of its own', iat: seconds } }));
  const until = (seconds + proofSeconds) * 1000;
  expect(shown).toEqual({ thumbprint: expect.stringMatching(/^[\w-]{43}$/), jti: 'a jti of its own', until });
  expect(await check(await proof({}))).toMatchObject({ thumbprint: expect.any(String) });
});

test.each([
  ['another method', { claims: { htm: 'GET' } }, 'method'],
  ['another path', { claims: { htu: `${url}/key_0` } }, 'url'],
  ['another host', { claims: { htu: 'http://evil.test/v1/keys' } }, 'url'],
  ['another scheme', { claims: { htu: 'https://keys.test/v1/keys' } }, 'url'],
  ['a URL with its query', { claims: { htu: `${url}?limit=1` } }, 'url'],
  ['another token', { token: 'khp_other' }, 'token'],
  ['no token', { claims: { ath: undefined } }, 'token'],
  ['no method', { claims: { htm: undefined } }, 'form'],
  ['no jti', { claims: { jti: undefined } }, 'form'],
  ['a jti that can be guessed', { claims: { jti: '1' } }, 'form'],
  ['a jti without end', { claims: { jti: 'x'.repeat(129) } }, 'form'],
  ['no time', { claims: { iat: undefined } }, 'form'],
  ['another type', { header: { typ: 'JWT' } }, 'signature'],
  ['no key', { header: { jwk: undefined } }, 'signature'],
  ['an end that is past', { claims: { exp: 1 } }, 'signature'],
  ['too much of it', { claims: { more: 'x'.repeat(2000) } }, 'form'],
] as const)('a proof for %s is refused', async (_, parts, reason) => {
  expect(await check(await proof(parts))).toMatchObject(refused(reason));
});

test('a request without a proof, or with something else in its place, is refused', async () => {
  expect(await check(null)).toMatchObject(refused('missing'));
  for (const sent of ['', 'x', 'a.b.c', `${await proof({})}, ${await proof({})}`])
    expect(await check(sent)).toMatchObject(refused('signature'));
});

test('a changed claim, or a signature by another key than the one shown, is refused', async () => {
  const [header, claims, signature] = (await proof({})).split('.');
  const [, other] = (await proof({ claims: { htm: 'GET' } })).split('.');
  expect(await check([header, other, signature].join('.'))).toMatchObject(refused('signature'));
  expect(await check([header, claims, ''].join('.'))).toMatchObject(refused('signature'));
  const { jwk } = await givenProvingKey();
  expect(await check(await proof({ header: { jwk } }))).toMatchObject(refused('signature'));
});

test('a private key in a proof is refused: it would no longer be one', async () => {
  const jwk = await exportJWK(key.privateKey);
  expect(jwk.d).toBeDefined();
  expect(await check(await proof({ header: { jwk } }))).toMatchObject(refused('signature'));
});

test('only ES256 with P-256 counts', async () => {
  for (const alg of ['ES384', 'RS256', 'EdDSA']) {
    const pair = await generateKeyPair(alg, { extractable: true });
    const made = { privateKey: pair.privateKey, jwk: await exportJWK(pair.publicKey) };
    const signed = await prove(made, { method, url, token, nonce, header: { alg } });
    expect(await check(signed)).toMatchObject(refused('signature'));
  }
  const bare = (text: object) => btoa(JSON.stringify(text)).replace(/=+$/, '');
  const none = `${bare({ alg: 'none', typ: 'dpop+jwt', jwk: key.jwk })}.${(await proof({})).split('.')[1]}.`;
  expect(await check(none)).toMatchObject(refused('signature'));
});

test.each([
  ['a second too old', -proofSeconds - 1, false],
  ['as old as may be', -proofSeconds, true],
  ['as far ahead as may be', proofSeconds, true],
  ['a second too far ahead', proofSeconds + 1, false],
] as const)('of a clock that is off, %s', async (_, off, counts) => {
  const at = seconds * 1000;
  const nonceThen = await makeNonce(at, keys);
  const shown = await check(await proof({ nonce: nonceThen, claims: { iat: seconds + off } }), at);
  expect(shown).toMatchObject(counts ? { jti: expect.any(String) } : refused('time'));
  const told = 'headers' in shown ? (shown.headers?.['dpop-nonce'] ?? '') : nonceThen;
  expect(nonceTime(told)).toBe(seconds); // By which it can be put right.
});

test('without a fresh nonce of this server a proof is asked for again, with one', async () => {
  const other = await keyring({ MASTER_1: btoa('m'.repeat(32)), KID_SECRET: btoa('k'.repeat(32)) });
  const stale = [
    undefined,
    '',
    'x',
    `${seconds}.${'A'.repeat(22)}`,
    `${nonce}A`,
    await makeNonce(now - nonceMs, keys),
    await makeNonce(now + 60_000, keys),
    await makeNonce(now, other),
  ];
  for (const sent of stale) {
    const refusal = await check(
      await proof(sent === undefined ? { claims: { nonce: undefined } } : { nonce: sent }),
    );
    expect(refusal).toMatchObject({
      code: 'use_dpop_nonce',
      headers: { 'www-authenticate': expect.stringContaining('error="use_dpop_nonce"') },
    });
    const given = 'headers' in refusal ? refusal.headers?.['dpop-nonce'] : undefined;
    expect(await isFreshNonce(given ?? '', now, keys)).toBe(true);
    expect(await check(await proof({ nonce: given ?? '' }))).toMatchObject({ jti: expect.any(String) });
  }
});
