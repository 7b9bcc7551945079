import { createHash } from 'node:crypto';

import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { expect, test } from 'vitest';

import { signProof, thumbprintOf } from '../../extension/api/sign-proof.ts';

const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const about = {
  method: 'POST',
  url: 'https://keys.example/v1/keys?limit=1#here',
  nonce: '1764000000.nonce',
  token: 'khp_any',
  now: 1_764_000_000_999,
};

const read = (proof: string) => jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });

test('a library that follows the standards reads what is signed by hand', async () => {
  const { payload, protectedHeader } = await read(await signProof(key, about));
  expect(payload).toEqual({
    htm: 'POST',
    htu: 'https://keys.example/v1/keys',
    iat: 1_764_000_000,
    jti: expect.stringMatching(/^[\w-]{36}$/),
    nonce: '1764000000.nonce',
    ath: createHash('sha256').update('khp_any').digest('base64url'),
  });
  expect(Object.keys(protectedHeader.jwk ?? {})).toEqual(['kty', 'crv', 'x', 'y']);
  const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
  expect(await thumbprintOf(key)).toBe(thumbprint);
});

test('no two proofs are the same, and one without a token says nothing of one', async () => {
  const [one, other] = await Promise.all([signProof(key, about), signProof(key, { ...about, token: null })]);
  const proofs = await Promise.all([read(one), read(other)]);
  expect(proofs[0]?.payload.jti).not.toBe(proofs[1]?.payload.jti);
  expect(proofs[1]?.payload).not.toHaveProperty('ath');
});

test('a hundred proofs by as many keys are all read: whatever bytes a signature has', async () => {
  const proofs = Array.from({ length: 100 }, async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    return read(await signProof(pair, about));
  });
  expect(await Promise.all(proofs)).toHaveLength(100);
});
