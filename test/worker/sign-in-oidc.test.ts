import { expect, test } from 'vitest';

import { english } from '../../worker/sign-in/words/english.ts';
import { givenProvider, issuer, type Twist } from './support/provider.ts';
import { createVisitor, goesTo, headingOf } from './support/page-visitor.ts';

const heading = (code: 'sign_in_expired' | 'sign_in_failed' | 'not_invited' | 'provider_unavailable') =>
  english.refusals[code]?.[0];
const expired = [400, heading('sign_in_expired')];
const failed = [403, heading('sign_in_failed')];

/** Somebody on the way to the provider, which will vouch for `subject`. */
async function givenLeaver(subject: string, twist: Twist = {}, fields: Record<string, string> = {}) {
  const visitor = createVisitor();
  let nonce = '';
  const asked = givenProvider(subject, () => nonce, twist);
  const there = await visitor.leave('oidc', fields);
  nonce = there.searchParams.get('nonce') ?? '';
  return { visitor, there, asked };
}

test('whoever the provider vouches for is in, with the name it gives, and where they wanted to go', async () => {
  const { visitor, there } = await givenLeaver('ada', {}, { to: '/pair?code=WDJB-MJHT' });
  const back = await visitor.comeBack(there);
  expect([back.status, goesTo(await back.text())]).toEqual([200, 'http://keys.test/pair?code=WDJB-MJHT']);
  expect(await headingOf(visitor.get('/account'))).toEqual([200, 'ada']);
});

test('the way there and back is bound by state, nonce, PKCE and the exact address to come back to', async () => {
  const { visitor, there, asked } = await givenLeaver('bound');
  expect(there.origin + there.pathname).toBe(`${issuer}/authorize`);
  const sent = Object.fromEntries(there.searchParams);
  expect(sent).toMatchObject({
    client_id: 'keyharbor',
    redirect_uri: 'http://keys.test/sign-in/oidc/callback',
    response_type: 'code',
    scope: 'openid profile email',
    code_challenge_method: 'S256',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(sent[name]).toMatch(/^[\w-]{43}$/);

  await visitor.comeBack(there);
  const exchange = asked.find(({ url }) => url === `${issuer}/token`);
  expect(exchange?.headers.get('authorization')).toMatch(/^Basic /);
  const verifier = new TextEncoder().encode(exchange?.form.get('code_verifier') ?? '');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', verifier));
  expect(hash.toBase64({ alphabet: 'base64url', omitPadding: true })).toBe(sent['code_challenge']);
});

test('the session’s cookie comes along with nothing that another site began, and no script reads it', async () => {
  const { visitor, there } = await givenLeaver('cookies');
  await visitor.comeBack(there);
  const [attempt = '', session = ''] = visitor.setCookies;
  expect(attempt).toMatch(
    /^__Host-keyharbor-sign-in=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
  );
  expect(session).toMatch(/^__Host-keyharbor-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  expect([...visitor.jar.keys()]).toEqual(['__Host-keyharbor-session']);
});

test('a sign-in is finished once: its answer opens nothing a second time', async () => {
  const { visitor, there } = await givenLeaver('twice');
  const attempt = new Map(visitor.jar);
  await visitor.comeBack(there);
  visitor.jar.clear();
  for (const [name, value] of attempt) visitor.jar.set(name, value);
  expect(await headingOf(visitor.comeBack(there))).toEqual(expired);
  expect(visitor.jar.has('__Host-keyharbor-session')).toBe(false);
});

test('a sign-in is finished only in the browser where it began, and only with its state', async () => {
  const { visitor, there, asked } = await givenLeaver('elsewhere');
  const other = createVisitor();
  expect(await headingOf(other.comeBack(there))).toEqual(expired);
  for (const state of [null, 'x'.repeat(43), '']) {
    expect(await headingOf(visitor.comeBack(there, { state }))).toEqual(expired);
  }
  expect(asked.filter(({ url }) => url === `${issuer}/token`)).toEqual([]);
  expect((await visitor.comeBack(there)).status).toBe(200); // None of that has used it up.
});

test('what began at one provider does not end at another', async () => {
  const visitor = createVisitor();
  givenProvider('mixed', () => '');
  const there = await visitor.leave('github');
  there.searchParams.set('redirect_uri', 'http://keys.test/sign-in/oidc/callback');
  expect(await headingOf(visitor.comeBack(there, { iss: issuer }))).toEqual(failed);
});

const now = Math.floor(Date.now() / 1000);
const lies: readonly (readonly [string, Twist])[] = [
  ['for another attempt (nonce)', { claims: { nonce: 'other' } }],
  ['of another issuer (iss)', { claims: { iss: 'https://evil.test' } }],
  ['for another client (aud)', { claims: { aud: 'other' } }],
  [
    'for several clients, and authorised for another (azp)',
    { claims: { aud: ['keyharbor', 'x'], azp: 'x' } },
  ],
  ['that is over (exp)', { claims: { exp: now - 120 } }],
  ['of somebody without a name (sub)', { claims: { sub: '' } }],
  ['signed by another key', { forged: true }],
  ['signed by a key that nobody has published (kid)', { header: { alg: 'RS256', kid: 'two' } }],
  ['that is no token at all', { token: () => Response.json({ access_token: 'a', token_type: 'Bearer' }) }],
  ['that is a refusal', { token: () => Response.json({ error: 'invalid_grant' }, { status: 400 }) }],
];

test.each(lies)('an answer %s signs nobody in', async (_, twist) => {
  const { visitor, there } = await givenLeaver('liar', twist);
  expect(await headingOf(visitor.comeBack(there))).toEqual(failed);
  expect(visitor.jar.has('__Host-keyharbor-session')).toBe(false);
});

test('an answer that does not say from whom it is, or says another one (RFC 9207), signs nobody in', async () => {
  for (const iss of [null, 'https://evil.test']) {
    const { visitor, there, asked } = await givenLeaver('unnamed');
    expect(await headingOf(visitor.comeBack(there, { iss }))).toEqual(failed);
    expect(asked.filter(({ url }) => url === `${issuer}/token`)).toEqual([]);
  }
});

test('who says no at the provider is not in', async () => {
  const { visitor, there } = await givenLeaver('refuser');
  const refused = visitor.comeBack(there, { code: null, error: 'access_denied' });
  expect(await headingOf(refused)).toEqual(failed);
});

test('a provider that does not answer is no yes', async () => {
  const broken = () => new Response('<h1>Bad gateway</h1>', { status: 502 });
  const { visitor, there } = await givenLeaver('unlucky', { token: broken });
  expect(await headingOf(visitor.comeBack(there))).toEqual([503, heading('provider_unavailable')]);
});

test.each([
  ['has not seen to be theirs', { email: 'eve@joins.test', email_verified: false }],
  ['says nothing about', { email: 'eve@joins.test' }],
  ['of another domain', { email: 'joins.test@evil.test', email_verified: true }],
  ['of a domain that only ends like it', { email: 'eve@notjoins.test', email_verified: true }],
])('an address that the provider %s lets nobody join', async (_, about) => {
  const { visitor, there } = await givenLeaver('eve', { about });
  expect(await headingOf(visitor.comeBack(there))).toEqual([403, heading('not_invited')]);
});

test('who is to prove again who they are is asked by the provider, whatever it knows', async () => {
  const { there } = await givenLeaver('again', {}, { again: 'yes' });
  expect(there.searchParams.get('prompt')).toBe('login');
  expect(there.searchParams.get('max_age')).toBe('0');
});
