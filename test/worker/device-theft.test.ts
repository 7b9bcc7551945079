import { expect, test } from 'vitest';

import { send } from './support/calls.ts';
import { givenBrowser, givenDevice } from './support/device.ts';
import * as setup from './support/owner.ts';

const extension = 'chrome-extension://mmmicgfjildbfldlkomclehmpcihbojn';

async function told(answer: Response) {
  return { status: answer.status, ...(await answer.json<{ code?: string; reason?: string }>()) };
}

test('an access token without the key that it was given to opens nothing', async () => {
  const { token } = await givenDevice();
  const thief = await givenBrowser();
  const path = '/v1/keys';
  const signed = await thief.request(path, { method: 'GET', token });
  expect(await told(signed)).toMatchObject({ status: 401, code: 'invalid_proof', reason: 'key' });

  const asBearer = { authorization: `Bearer ${token}` };
  expect(await told(await send(path, { headers: asBearer }))).toMatchObject({
    status: 401,
    code: 'authentication_required',
  });
  const withoutProof = { authorization: `DPoP ${token}` };
  expect(await told(await send(path, { headers: withoutProof }))).toMatchObject({
    status: 401,
    code: 'invalid_proof',
    reason: 'missing',
  });
});

test('a console token is for scripts: from an extension it opens nothing', async () => {
  const authorization = `Bearer ${setup.token}`;
  const answer = await send('/v1/me', { headers: { authorization, origin: extension } });
  expect(await told(answer)).toMatchObject({ status: 401, code: 'authentication_required' });
  const script = await send('/v1/me', { headers: { authorization } });
  expect(await told(script)).toMatchObject({ status: 200 });
});

test('a copied request is refused the second time, and for anything but itself', async () => {
  const { request, token } = await givenDevice();
  const proof = { claims: { jti: 'copied from the wire' } };
  const first = await request('/v1/keys', { method: 'GET', token, proof });
  expect(first.status).toBe(200);
  await first.body?.cancel();
  expect(await told(await request('/v1/keys', { method: 'GET', token, proof }))).toMatchObject({
    status: 401,
    code: 'invalid_proof',
    reason: 'replayed',
  });
  const wrong = [
    [{ method: 'POST' }, 'method'],
    [{ url: 'http://keys.test/v1/projects' }, 'url'],
    [{ token: 'khp_other' }, 'token'],
    [{ claims: { iat: 1 } }, 'time'],
  ] as const;
  for (const [parts, reason] of wrong)
    expect(await told(await request('/v1/keys', { method: 'GET', token, proof: parts }))).toMatchObject({
      status: 401,
      code: 'invalid_proof',
      reason,
    });
  const old = await request('/v1/keys', { method: 'GET', token, proof: { nonce: '1764000000.AAAA' } });
  expect(await told(old)).toMatchObject({ status: 401, code: 'use_dpop_nonce' });
  expect(old.headers.get('dpop-nonce')).toMatch(/^\d{10}\./);
});
