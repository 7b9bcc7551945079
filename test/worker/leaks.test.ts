import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import worker from '../../worker/index.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { mintCredential } from '../../worker/secrets/mint.ts';
import { chainOf } from './support/audit.ts';
import { api, callStateless, givenKey } from './support/calls.ts';
import { derOf, signer } from './support/signer.ts';
import { givenTicket } from './support/tickets.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const statusOf = async (secret: string) => (await callStateless({ secret })).status;

test('a leaked key that is reported is marked as exposed and disabled', async () => {
  const { id, secret } = await givenKey();
  expect(await api.reportLeaks({ leaks: [{ token: secret, source: 'our scanner' }] })).toEqual({
    leaks: [{ key: id, ticket: null }],
  });
  expect(await api.readKey({ id })).toMatchObject({ status: 'disabled', exposedAt: expect.any(Number) });
  expect(await statusOf(secret)).toBe(403);
});

test('by its project’s setting it is only marked', async () => {
  givenUpstream();
  const project = await api.createProject({ name: 'careless', disableExposedKeys: false });
  const { key, secret } = await api.createKey({ name: 'marked', project: project.id });
  await api.reportLeaks({ leaks: [{ token: secret }] });
  expect(await api.readKey({ id: key.id })).toMatchObject({
    status: 'active',
    exposedAt: expect.any(Number),
  });
  expect(await statusOf(secret)).toBe(200);
});

test('a leaked ticket of such a project is only noted', async () => {
  givenUpstream();
  const project = await api.createProject({ name: 'careless too', disableExposedKeys: false });
  const { key } = await api.createKey({ name: 'noted', project: project.id });
  const { ticket, secret } = await api.createTicket({ id: key.id, image: 'linux_latest', label: 'noted' });
  await api.reportLeaks({ leaks: [{ token: secret }] });
  expect(await statusOf(secret)).toBe(200);
  expect((await chainOf(key.id)).at(-1)).toMatchObject({
    action: 'ticket.expose',
    after: JSON.stringify({ ticket: ticket.id }),
  });
});

test('a leaked ticket is revoked, and its key goes on', async () => {
  givenUpstream();
  const { key, secret, ticket } = await givenTicket();
  const report = { leaks: [{ token: secret }, { token: secret }] };
  expect(await api.reportLeaks(report)).toEqual({
    leaks: [
      { key: key.id, ticket: ticket.id },
      { key: null, ticket: null },
    ],
  });
  expect(await statusOf(secret)).toBe(401);
  expect(await api.readKey({ id: key.id })).toMatchObject({ status: 'active', exposedAt: null });
  expect(await statusOf(key.secret)).toBe(200);
});

test('an id with a wrong secret does nothing to its key', async () => {
  const { id, secret } = await givenKey();
  const unknown = await mintCredential('apiKey', await keyring(env));
  const wrong = await withSecretOf(secret, unknown);
  expect(
    await api.reportLeaks({ leaks: [wrong, unknown, 'x', secret.slice(0, -1)].map((token) => ({ token })) }),
  ).toEqual({ leaks: Array.from({ length: 4 }, () => ({ key: null, ticket: null })) });
  expect((await callStateless({ path: `/mcp/linux_latest?key=${wrong}` })).status).toBe(400);
  expect(await api.readKey({ id })).toMatchObject({ status: 'active', exposedAt: null });
});

test.each([
  ['in a query', (secret: string) => `/mcp/linux_latest?key=${secret}`],
  ['in the path', (secret: string) => `/mcp/${secret}`],
  ['as a ticket', (secret: string) => `/mcp/linux_latest/t/${secret}`],
  ['percent-encoded', (secret: string) => `/mcp/linux_latest?key=${secret.replace('_', '%5F')}`],
  ['as AgentBay has it, for SSE', (secret: string) => `/v2/sse?APIKEY=${secret}&IMAGEID=linux_latest`],
  ['as AgentBay has it', (secret: string) => `/v2/mcp?APIKEY=${secret}&IMAGEID=linux_latest`],
  ['at the management API', (secret: string) => `/v1/keys?key=${secret}`],
])('a key that stands in a URL is exposed: %s', async (_, urlOf) => {
  const { id, secret } = await givenKey();
  const logged: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void logged.push(String(line)));
  const response = await callStateless({ path: urlOf(secret) });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('"key_in_url"')]);
  expect(await api.readKey({ id })).toMatchObject({ status: 'disabled', exposedAt: expect.any(Number) });
  expect((await chainOf(id)).at(-1)).toMatchObject({ action: 'key.expose', actor: 'gateway' });
  expect(logged.join('\n')).not.toContain(secret.slice(-20));
});

test('a scanner’s signed report acts, and says what was real', async () => {
  const { key, secret, ticket } = await givenTicket();
  const { id, secret: other } = await givenKey();
  const tokens = [secret, other, 'no token'];
  const body = tokens.map((token) => ({
    token,
    type: 'keyharbor',
    url: 'https://example.test/1',
    source: 'content',
  }));
  const response = await sendReport(body);
  expect(response.status).toBe(200);
  const answers = await response.json<{ token_hash: string; token_type: string; label: string }[]>();
  expect(answers.map(({ label }) => label)).toEqual(['true_positive', 'true_positive', 'false_positive']);
  expect(JSON.stringify(answers)).not.toContain(other.slice(-20));
  expect((await api.listTickets({ id: key.id })).tickets).toMatchObject([
    { id: ticket.id, revokedAt: expect.any(Number) },
  ]);
  expect(await api.readKey({ id })).toMatchObject({ status: 'disabled' });
  expect((await chainOf(id)).at(-1)).toMatchObject({ actor: 'reporter:scanner-1' });
});

test('a report that no known reporter has signed is not looked at', async () => {
  const { id, secret } = await givenKey();
  const body = [{ token: secret, type: 'keyharbor', url: '', source: '' }];
  const answers = new Set<string>();
  for (const change of [
    { keyId: 'scanner-2' },
    { keyId: 'toString' },
    { signature: '' },
    { signature: btoa('nonsense') },
    { signed: '[]' },
    { reporters: '' },
    { reporters: '{}' },
  ]) {
    const response = await sendReport(body, change);
    answers.add(`${response.status} ${(await response.text()).replace(/urn:request:[\w-]+/, '')}`);
  }
  expect([...answers]).toEqual([expect.stringMatching(/^401 .*"authentication_required"/)]);
  expect(await api.readKey({ id })).toMatchObject({ status: 'active', exposedAt: null });
});

test('a signed report that is no report is refused', async () => {
  for (const body of [
    {},
    [{ token: 1 }],
    'x',
    Array.from({ length: 101 }, () => ({ token: 'x', type: 'x' })),
  ])
    expect((await sendReport(body)).status).toBe(400);
});

test('signatures of every length are read', async () => {
  const { sign, spki } = await signer();
  const { isSigned } = await import('../../worker/leaks/signature.ts');
  const reporters = JSON.stringify({ a: spki });
  for (let at = 0; at < 300; at += 1) {
    const body = new TextEncoder().encode(`body ${at}`);
    const signature = await sign(body);
    expect(await isSigned(body, { keyId: 'a', signature }, reporters)).toBe(true);
    expect(await isSigned(body.subarray(1), { keyId: 'a', signature }, reporters)).toBe(false);
  }
  expect(derOf(new Uint8Array(64)).length).toBe(8);
});

/** The public id of one key with the secret of another, under a checksum that is right. */
async function withSecretOf(named: string, secret: string): Promise<string> {
  const { readCredential, writeCredential } = await import('../../shared/credential/credential.ts');
  const { lengths } = await import('../../shared/credential/shape.ts');
  const { random = '', tag = '' } = readCredential('apiKey', named) ?? {};
  return writeCredential('apiKey', { random, tag, secret: secret.slice(-49, -lengths.checksum) });
}

async function sendReport(
  content: unknown,
  change: { keyId?: string; signature?: string; signed?: string; reporters?: string } = {},
): Promise<Response> {
  const { sign, spki } = await signer();
  const body = JSON.stringify(content);
  const { signed = body, keyId = 'scanner-1', reporters = JSON.stringify({ 'scanner-1': spki }) } = change;
  const { signature = await sign(new TextEncoder().encode(signed)) } = change;
  const headers = {
    'content-type': 'application/json',
    'github-public-key-identifier': keyId,
    'github-public-key-signature': signature,
  };
  const request = new Request('http://keys.test/leaks/report', { method: 'POST', headers, body });
  return worker.fetch(request, { ...env, LEAK_REPORTERS: reporters }, createExecutionContext());
}
