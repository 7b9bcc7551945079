import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import worker from '../../worker/index.ts';
import { isBootstrapTokenSet } from '../../worker/people/bootstrap.ts';
import { english } from '../../worker/sign-in/words/english.ts';
import { send } from './support/calls.ts';
import { headingOf } from './support/page-visitor.ts';

const another = 'b'.repeat(40); // Not the one that the tests' own owner came by.
const title = (code: string) => english.refusals[code]?.[0];

/** The page of a deployment with this bootstrap token. */
function setUp(fields: Record<string, string> | null, token = another, ip = '192.0.2.1'): Promise<Response> {
  const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
  const headers = {
    'cf-connecting-ip': ip,
    ...(fields && { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://keys.test' }),
  };
  const request = new Request<unknown, IncomingRequestCfProperties>('http://keys.test/setup', {
    ...form,
    headers,
  });
  return worker.fetch(request, { ...env, BOOTSTRAP_TOKEN: token }, createExecutionContext());
}

test('the bootstrap token makes one owner, who is signed in and told a console token, once', async () => {
  const made = await setUp({ name: 'Ada', token: another });
  const html = await made.text();
  expect(html).toContain(english.setup.done);
  const [, secret = ''] = /<code>(khp_\w+)<\/code>/.exec(html) ?? [];
  const me = await send('/v1/me', { headers: { authorization: `Bearer ${secret}` } });
  expect(await me.json()).toMatchObject({
    person: { name: 'Ada' },
    grants: [{ role: 'owner', project: '*' }],
  });

  const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await headingOf(send('/account', { headers: { cookie } }))).toEqual([200, 'Ada']);
  const again = await setUp({ name: 'Eve', token: another });
  expect(await headingOf(again)).toEqual([409, title('already_bootstrapped')]);
});

test.each([
  ['another token', { name: 'Eve', token: 'c'.repeat(40) }, 401, 'authentication_required'],
  ['none', { name: 'Eve' }, 401, 'authentication_required'],
  ['no name', { name: '  ', token: another }, 422, 'validation_failed'],
])('%s makes no owner', async (_, fields, status, code) => {
  const refused = await setUp(fields);
  expect(refused.headers.getSetCookie()).toEqual([]);
  expect(await headingOf(refused)).toEqual([status, title(code)]);
});

test('a bootstrap token that is too short makes nobody', async () => {
  expect(await headingOf(setUp({ name: 'Eve', token: 'short' }, 'short'))).toEqual([
    503,
    title('not_configured'),
  ]);
});

test('where there is no bootstrap token there is no such page', async () => {
  expect((await setUp(null, '')).status).toBe(404);
  expect(await headingOf(setUp(null))).toEqual([200, english.setup.title]);
});

test('who guesses the token is not listened to for a while', async () => {
  const guess = () => setUp({ name: 'Eve', token: 'wrong' }, another, '192.0.2.66');
  const statuses = [];
  for (let each = 0; each < 22; each += 1) statuses.push((await guess()).status);
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
  expect(statuses.slice(-1)).toEqual([429]);
  expect(await headingOf(guess())).toEqual([429, title('rate_limited')]);
});

test.each([
  ['is set', { BOOTSTRAP_TOKEN: another }, true],
  ['was removed', { BOOTSTRAP_TOKEN: '' }, false],
  ['is of one machine alone, which nobody else reaches', { GATEWAY: 'http://127.0.0.1:8787' }, false],
])('a bootstrap token that %s is told as that', (_, settings, isSet) => {
  expect(isBootstrapTokenSet({ ...env, BOOTSTRAP_TOKEN: another, ...settings })).toBe(isSet);
});
