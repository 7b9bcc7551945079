import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { signInErrors } from '../../shared/errors/sign-in.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { digestOf, newToken } from '../../worker/sign-in/tokens.ts';
import { wayBack } from '../../worker/sign-in/way-back.ts';
import { chinese } from '../../worker/sign-in/words/chinese.ts';
import { english } from '../../worker/sign-in/words/english.ts';
import { acceptedLanguage } from '../../worker/sign-in/words/language.ts';
import { createVisitor, goesTo, headingOf } from './support/page-visitor.ts';
import { signedIn } from './support/signed-in.ts';

const directory = () => env.DIRECTORY.getByName('directory');
const by = { actor: 'usr_tests', device: null, requestId: 'test' };
const title = (code: string) => english.refusals[code]?.[0];

const all = [
  '/sign-in',
  '/account',
  '/pair',
  '/sign-out',
  '/invitations/x',
  '/confirm/dev_x',
  '/sign-in/oidc/callback',
];

test('no page is kept, framed, guessed at, or tells where somebody came from; none runs a script', async () => {
  const visitor = await signedIn('headers');
  for (const path of all) {
    const { headers } = await visitor.get(path);
    const said = Object.fromEntries(headers);
    if (headers.get('location') !== null) continue;
    expect([path, said]).toMatchObject([
      path,
      { 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
    ]);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  }
});

test.each([
  ['of another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['of a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['of a neighbour', { origin: 'http://other.keys.test', 'sec-fetch-site': 'same-site' }],
  ['of nobody', {}],
  ['of an old browser, elsewhere', { origin: 'https://evil.test' }],
  ['of an old browser that does not say where', { origin: 'null' }],
  ['that contradicts itself', { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' }],
  ['that is no form', { origin: 'http://keys.test', 'content-type': 'text/plain' }],
])('a form %s changes nothing', async (_, headers) => {
  const visitor = await signedIn('forms');
  for (const path of ['/sign-out', '/pair', '/sign-in/oidc', `/confirm/dev_${'0'.repeat(22)}`]) {
    const refused = await visitor.post(path, {}, headers);
    expect([path, await headingOf(refused)]).toEqual([path, [403, title('page_request_refused')]]);
  }
  expect((await visitor.get('/account')).status).toBe(200);
});

test('who signs out is out on the next request, and the cookie opens nothing again', async () => {
  const visitor = await signedIn('leaver');
  const session = visitor.jar.get('__Host-keyharbor-session') ?? '';
  expect(await headingOf(visitor.post('/sign-out', {}, { origin: 'http://keys.test' }))).toEqual([
    200,
    english.signOut.done,
  ]);
  expect(visitor.jar.has('__Host-keyharbor-session')).toBe(false);
  visitor.jar.set('__Host-keyharbor-session', session);
  expect((await visitor.get('/account')).headers.get('location')).toBe('/sign-in?to=%2Faccount');
});

test('the cookie of the pages is nothing to the API', async () => {
  const visitor = await signedIn('crosser');
  const refused = await visitor.get('/v1/keys');
  expect(await refused.json()).toMatchObject({ code: 'authentication_required' });
});

test.each([
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  'javascript:alert(1)',
  '/v1/keys',
  '/account/../v1/keys',
  '/sign-in',
  'http://keys.test@evil.test/account',
  'http://keys.test.evil.test/account',
  '',
])('after signing in, nobody is led to %j', (to) => {
  expect(wayBack(to, 'http://keys.test')).toBe('/account');
});

test('a link elsewhere leads to the page all the same, by way of one of ours', async () => {
  const arrived = await createVisitor().get('/pair?code=WDJB-MJHT', { 'sec-fetch-site': 'cross-site' });
  expect(goesTo(await arrived.text())).toBe('http://keys.test/pair?code=WDJB-MJHT');
});

test('pages speak the language that is asked for, until another is chosen', async () => {
  const visitor = createVisitor('fr, zh-TW;q=0.8, en;q=0.5');
  expect(await headingOf(visitor.get('/sign-in'))).toEqual([200, chinese.signIn.title]);
  expect(await headingOf(visitor.get('/sign-in?lang=en'))).toEqual([200, english.signIn.title]);
  expect(await headingOf(visitor.get('/sign-in'))).toEqual([200, english.signIn.title]);
  expect(['en, zh;q=0.1', 'fr', null, 'zh;q=0', 'zh-CN'].map(acceptedLanguage)).toEqual([
    'en',
    'en',
    'en',
    'en',
    'zh-CN',
  ]);
});

test('an invitation shows what it offers, lets its bearer in, and is used up by that alone', async () => {
  const token = newToken();
  const grants = [{ role: 'auditor' as const, project: '*' }];
  await directory().invite(
    { name: 'Bo <b>', grants },
    await digestOf('invitation', token, await keyring(env)),
    by,
  );
  const path = `/invitations/${token}`;
  for (const visitor of [createVisitor(), createVisitor()]) {
    const html = await (await visitor.get(path)).text();
    expect(html).toContain('Bo &lt;b>');
    expect(html).toContain(english.roles.auditor.may);
  }
  const visitor = await signedIn('bo', createVisitor(), { invitation: token });
  expect(await (await visitor.get('/account')).text()).toContain(english.roles.auditor.name);
  expect(await headingOf(createVisitor().get(path))).toEqual([410, title('invitation_invalid')]);
  const { back } = await signedIn('late', createVisitor(), { invitation: token });
  expect(await headingOf(back)).toEqual([410, title('invitation_invalid')]);
});

test('each refusal of signing in has words in both languages, and both know the same ones', () => {
  expect(Object.keys(chinese.refusals).toSorted()).toEqual(Object.keys(english.refusals).toSorted());
  expect(Object.keys(english.refusals)).toEqual(expect.arrayContaining(Object.keys(signInErrors)));
});

test('what is not there, or not to be opened like that, is said on a page', async () => {
  expect(await headingOf(createVisitor().get('/account/nothing'))).toEqual([404, title('route_not_found')]);
  expect(await headingOf(createVisitor().get('/sign-in/oidc'))).toEqual([405, title('method_not_allowed')]);
});
