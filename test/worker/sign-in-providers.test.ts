import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';

import { flowOf, providersOf } from '../../worker/sign-in/providers.ts';
import { whoAccessSays } from '../../worker/sign-in/access.ts';
import { browserName } from '../../worker/sign-in/browser-name.ts';
import { english } from '../../worker/sign-in/words/english.ts';
import { createVisitor, headingOf } from './support/page-visitor.ts';

const team = env.ACCESS_TEAM;
const certs = `${team}/cdn-cgi/access/certs`;
const known = await generateKeyPair('RS256', { extractable: true });
const publicKey = { ...(await exportJWK(known.publicKey)), kid: 'access', alg: 'RS256' };

afterEach(() => void vi.restoreAllMocks());

/** Stands in for GitHub: whoever comes back is `user`. */
function givenGithub(user: object, token: object = { access_token: 'gho', token_type: 'bearer' }) {
  const asked: Request[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    if (request.url === 'https://github.com/login/oauth/access_token') return Response.json(token);
    if (request.url === 'https://api.github.com/user') return Response.json(user);
    return new Response(null, { status: 404 });
  });
  return asked;
}

async function signInByGithub(user: object, token?: object) {
  const visitor = createVisitor();
  const asked = givenGithub(user, token);
  const there = await visitor.leave('github');
  return { visitor, there, asked, answer: await visitor.comeBack(there) };
}

test('at GitHub people are known by the number of their account, whatever they call themselves', async () => {
  const { visitor, there, asked } = await signInByGithub({ id: 583231, login: 'octocat', name: 'Mona' });
  expect(await headingOf(visitor.get('/account'))).toEqual([200, 'Mona']);
  expect(there.origin + there.pathname).toBe('https://github.com/login/oauth/authorize');
  expect(there.searchParams.get('code_challenge_method')).toBe('S256');
  expect(there.searchParams.has('scope')).toBe(false); // Who it is needs none.
  expect(asked.find(({ url }) => url.endsWith('/user'))?.headers.get('authorization')).toBe('Bearer gho');

  const renamed = await signInByGithub({ id: 583231, login: 'somebody-else' });
  expect(await headingOf(renamed.visitor.get('/account'))).toEqual([200, 'Mona']);
  const { answer } = await signInByGithub({ id: 1, login: 'octocat', name: 'Mona' });
  expect(await headingOf(answer)).toEqual([403, english.refusals['not_invited']?.[0]]);
});

test.each([
  ['no number', { login: 'octocat' }, undefined],
  ['a text for a number', { id: '583231', login: 'octocat' }, undefined],
  ['a refusal, told as a success', { id: 583231, login: 'x' }, { error: 'bad_verification_code' }],
])('%s of GitHub signs nobody in', async (_, user, token) => {
  const { answer } = await signInByGithub(user, token);
  expect(await headingOf(answer)).toEqual([403, english.refusals['sign_in_failed']?.[0]]);
});

test('an answer that names another than GitHub signs nobody in', async () => {
  const visitor = createVisitor();
  givenGithub({ id: 583231, login: 'octocat' });
  const there = await visitor.leave('github');
  expect((await visitor.comeBack(there, { iss: 'https://evil.test' })).status).toBe(403);
});

/** Stands in for the keys of Cloudflare Access. */
function givenKeys(answer: () => Response = () => Response.json({ keys: [publicKey] })) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer());
}

async function assertion(
  claims: JWTPayload = {},
  { alg = 'RS256', kid = 'access', key = known.privateKey } = {},
) {
  const now = Math.floor(Date.now() / 1000);
  const right = {
    iss: team,
    aud: [env.ACCESS_AUDIENCE],
    sub: 'a-1',
    email: 'ada@acme.test',
    iat: now,
    exp: now + 60,
  };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg, kid }).sign(key);
}

const asked = (token: string | null) =>
  whoAccessSays(
    new Request('http://keys.test/', { headers: token === null ? {} : { 'cf-access-jwt-assertion': token } }),
    env,
  );
const refusal = (code: string) => ({ code });

test('Cloudflare Access is believed by its signature, for this application', async () => {
  const fetched = givenKeys();
  expect(await asked(await assertion())).toMatchObject({
    identity: { issuer: team, subject: 'a-1' },
    name: 'ada@acme.test',
    email: 'ada@acme.test',
  });
  expect(fetched.mock.calls[0]?.[0]).toBe(certs);
});

const stranger = await generateKeyPair('RS256');
const curve = await generateKeyPair('ES256');
const secret = await crypto.subtle.importKey(
  'raw',
  new Uint8Array(32),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['sign'],
);
const past = Math.floor(Date.now() / 1000) - 1;

test.each([
  ['is missing', null],
  ['is none', 'a.b.c'],
  ['is for another application (aud)', assertion({ aud: ['other'] })],
  ['is of another team (iss)', assertion({ iss: 'https://evil.cloudflareaccess.com' })],
  ['is over (exp)', assertion({ exp: past })],
  ['never ends (exp)', assertion({ exp: undefined as unknown as number })],
  ['is a service’s (sub)', assertion({ sub: '' })],
  ['is signed by another key', assertion({}, { key: stranger.privateKey })],
  ['is signed by a key that was never published (kid)', assertion({}, { kid: 'unknown' })],
  ['is signed in another way (alg)', assertion({}, { alg: 'ES256', key: curve.privateKey })],
  ['is signed by a shared secret (alg)', assertion({}, { alg: 'HS256', key: secret })],
])('an assertion that %s is nobody’s', async (_, token) => {
  givenKeys();
  await expect(asked(await token)).rejects.toMatchObject(refusal('sign_in_failed'));
});

/** The keys were seen so long ago. */
const age = (ms: number) =>
  runInDurableObject(env.DIRECTORY.getByName('directory'), (_, { storage }) => {
    storage.sql.exec('UPDATE key_sets SET fetched_at = ? WHERE url = ?', Date.now() - ms, certs);
  });

test('keys that cannot be had anew are good for 24 hours; then nobody is let in', async () => {
  givenKeys();
  await asked(await assertion());
  const gone = givenKeys(() => new Response(null, { status: 503 }));
  await age(24 * 3600_000 - 10_000);
  expect(await asked(await assertion())).toMatchObject({ name: 'ada@acme.test' });
  expect(gone).toHaveBeenCalled();
  await age(24 * 3600_000);
  await expect(asked(await assertion())).rejects.toMatchObject(refusal('provider_unavailable'));
});

test('a key that is new is asked for, but not each time that somebody makes one up', async () => {
  const fetched = givenKeys();
  await age(2 * 60_000);
  for (let each = 0; each < 5; each += 1)
    await expect(asked(await assertion({}, { kid: `made-up-${each}` }))).rejects.toThrow('sign_in_failed');
  expect(fetched.mock.calls.length).toBe(1);
});

test('by Access somebody is in without leaving for anywhere', async () => {
  givenKeys();
  const visitor = createVisitor();
  const headers = {
    'sec-fetch-site': 'same-origin',
    'cf-access-jwt-assertion': await assertion({ email: 'bo@joins.test' }),
  };
  expect((await visitor.post('/sign-in/access', {}, headers)).status).toBe(200);
  expect(await headingOf(visitor.get('/account'))).toEqual([200, 'bo@joins.test']);
  const bypassing = await createVisitor().post('/sign-in/access');
  expect(await headingOf(bypassing)).toEqual([403, english.refusals['sign_in_failed']?.[0]]);
});

test('a provider is offered only where it is configured whole', () => {
  expect(providersOf(env)).toEqual(['oidc', 'github', 'access']);
  expect(providersOf({ ...env, OIDC_ISSUER: '', GITHUB_CLIENT_SECRET: '', ACCESS_AUDIENCE: '' })).toEqual([]);
  expect(flowOf('github', { ...env, GITHUB_CLIENT_ID: '' })).toBeNull();
  expect(flowOf('access', env)).toBeNull();
});

test('a browser is called by names of ours, whatever it says', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
  expect([browserName(firefox), browserName('<b>khk_x</b>'), browserName(null)]).toEqual([
    'Firefox, Linux',
    '?',
    '?',
  ]);
});
