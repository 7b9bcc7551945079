import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { keyring } from '../../worker/secrets/keyring.ts';
import { mintCredential } from '../../worker/secrets/mint.ts';
import { api, callStateless } from './support/calls.ts';
import { givenTicket } from './support/tickets.ts';
import { givenUpstream } from './support/upstream.ts';
import { token } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

const image = 'linux_latest';
const nothing = { policy: null, rule: null, pattern: null, pointer: null };

/** Credentials that open nothing, and why. */
async function badOnes() {
  const gone = await givenTicket();
  const { key, secret } = await givenTicket();
  const other = await givenTicket();
  await api.revokeTicket(other.one);
  await api.disableKey({ id: gone.key.id });
  await api.deleteKey({ id: gone.key.id });
  const unknown = await mintCredential('apiKey', await keyring(env));
  return [
    'x',
    unknown,
    key.secret.slice(0, 21) + unknown.slice(21),
    key.secret.slice(0, -1) + (key.secret.endsWith('0') ? '1' : '0'),
    secret.slice(0, -1),
    gone.key.secret,
    gone.secret,
    other.secret,
    token,
  ];
}

test('verifying says what a call would come to, with the version that decides, and starts nothing', async () => {
  const { key, secret, one } = await givenTicket();
  for (const credential of [key.secret, secret])
    expect(await api.verifyKey({ credential, image })).toEqual({
      passes: true,
      code: null,
      policy: { id: 'pol_default', version: 1 },
      rule: '/images',
      pattern: null,
      pointer: null,
    });
  expect((await api.listSessions({ id: key.id })).sessions).toEqual([]);
  expect((await api.listTickets({ id: key.id })).tickets).toMatchObject([{ uses: 0, lastUsedAt: null }]);

  const other = { credential: secret, image: 'code_latest' };
  expect(await api.verifyKey(other)).toEqual({ passes: false, code: 'invalid_key', ...nothing });
  const missing = { credential: key.secret, image: 'atari_latest' };
  expect(await api.verifyKey(missing)).toMatchObject({ passes: false, code: 'image_not_allowed' });
  await api.disableKey({ id: one.id });
  for (const credential of [key.secret, secret])
    expect(await api.verifyKey({ credential, image })).toMatchObject({ passes: false, code: 'key_disabled' });
});

test('verifying agrees with the call, and names the rule', async () => {
  const { id: policyId } = await api.createPolicy({
    name: 'verified',
    images: 'all',
    release: null,
    maxRunMinutes: 60,
    tools: {
      rules: [
        { effect: 'deny', pattern: 'rm' },
        { effect: 'allow', pattern: 'run', when: [{ pointer: '/path', test: 'matches', pattern: '/tmp/*' }] },
      ],
      otherwise: 'deny',
    },
  });
  const { key, secret } = await api.createKey({ name: 'verified', policyId });
  givenUpstream();
  const ask = (tool: string, args: Record<string, unknown> = {}) =>
    api.verifyKey({ credential: secret, image, tool, arguments: args });
  const call = async (name: string, args: Record<string, unknown>) =>
    (await callStateless({ secret, method: 'tools/call', params: { name, arguments: args } })).text();

  expect(await ask('rm')).toMatchObject({ code: 'tool_not_allowed', rule: '/tools/rules/0', pattern: 'rm' });
  expect(await call('rm', {})).toContain('"tool_not_allowed"');
  expect(await ask('run', { path: '/etc/x' })).toMatchObject({
    code: 'argument_not_allowed',
    pointer: '/path',
  });
  expect(await call('run', { path: '/etc/x' })).toContain('"argument_not_allowed"');
  expect(await ask('run', { path: '/tmp/x' })).toMatchObject({ passes: true, policy: key.policy });
  expect(await call('run', { path: '/tmp/x' })).not.toContain('"error"');
});

test('verifying tells nothing apart of wrong, unknown, revoked and deleted', async () => {
  const answers = new Set<string>();
  for (const credential of await badOnes())
    answers.add(JSON.stringify(await api.verifyKey({ credential, image })));
  expect([...answers]).toEqual([JSON.stringify({ passes: false, code: 'invalid_key', ...nothing })]);
});

test('a pasted secret or address finds its key, and its ticket', async () => {
  const { key, secret, url, ticket } = await givenTicket();
  const found = await api.readKey({ id: key.id });
  for (const text of [key.secret, ` ${key.secret}\n`, `"Authorization": "Bearer ${key.secret}"`])
    expect(await api.findCredential({ text })).toEqual({ key: found, ticket: null });
  for (const text of [secret, url])
    expect(await api.findCredential({ text })).toEqual({ key: found, ticket });
  await api.disableKey({ id: key.id });
  expect(await api.findCredential({ text: key.secret })).toMatchObject({ key: { status: 'disabled' } });
});

test('what is pasted and is nothing of ours gets one refusal', async () => {
  for (const text of await badOnes())
    await expect(api.findCredential({ text })).rejects.toMatchObject({ code: 'credential_not_found' });
});
