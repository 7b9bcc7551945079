import { afterEach, expect, test, vi } from 'vitest';

import { prefixes } from '../../shared/ids.ts';
import { api, callStateless, givenKey } from './support/calls.ts';
import { handshake, type Rpc } from './support/eras.ts';
import { givenImage } from './support/images.ts';
import { givenKeyUnder, only, outcome, run } from './support/policies.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const image = 'linux_latest';
const today = new Date().toISOString().slice(0, 10);
const names = ['ls', 'fs/read', 'fs/write'];
const tools = names.map((name) => ({ name, inputSchema: {}, ...(name === 'ls' && { title: 'List' }) }));
const listed = { jsonrpc: '2.0', id: 1, result: { tools, nextCursor: 'more', resultType: 'complete' } };
const stream = { 'content-type': 'text/event-stream' };

/** Knows only the eras with sessions. */
async function asLegacy(request: Request): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405 });
  const { id, method } = await request.json<Rpc>();
  const headers = { 'mcp-session-id': 'theirs' };
  if (method === 'initialize') return Response.json({ jsonrpc: '2.0', id, result: handshake }, { headers });
  if (!request.headers.has('mcp-session-id')) return new Response('no session', { status: 400 });
  return id === undefined ? new Response(null, { status: 202 }) : Response.json({ ...listed, id });
}

test.each([
  ['JSON', () => Response.json(listed)],
  [
    'a stream',
    () =>
      new Response(
        `event: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\nevent: message\ndata: ${JSON.stringify(listed)}\n\n`,
        { headers: stream },
      ),
  ],
  ['an older era', asLegacy],
])('a test tells the tools that the policy lets the key see, from a server of %s', async (_, answer) => {
  const { id: own } = await givenImage(); // Which era an image speaks is remembered.
  const { id } = await givenKeyUnder({ tools: { rules: [], otherwise: 'allow' } });
  const asked = givenUpstream(answer);
  const found = await api.testKey({ id, image: own });
  expect(found).toMatchObject({ code: null, hasMore: true });
  expect(found.tools).toEqual(names.map((name) => ({ name, title: name === 'ls' ? 'List' : null })));
  expect(found.latencyMs).toBeGreaterThanOrEqual(0);

  const curbed = await givenKeyUnder({ tools: only('fs/*') });
  const seen = await api.testKey({ id: curbed.id, image: own });
  expect(seen.tools.map(({ name }) => name)).toEqual(['fs/read', 'fs/write']);
  expect(JSON.stringify(asked.map(({ request }) => [...request.headers]))).not.toContain(prefixes.apiKey);
});

test('a test is no use of the key: nothing is counted, no session is opened, and its last use stays', async () => {
  const { id, secret } = await givenKeyUnder({ callsPerDay: 1 });
  givenUpstream(() => Response.json(listed));
  await api.testKey({ id, image });
  await api.testKey({ id, image });
  expect((await api.readKey({ id })).lastUsed).toBe(null);
  expect((await api.listSessions({ id })).sessions).toEqual([]);
  expect((await api.readUsage({ from: today, to: today, key: id })).rows).toEqual([]);
  expect(await outcome(callStateless({ secret, ...run('ls') }))).toBe('passed');
  expect(await outcome(callStateless({ secret, ...run('ls') }))).toContain('quota_exceeded');
});

const upstreams: readonly (readonly [string, () => Response | Promise<Response>])[] = [
  ['upstream_invalid', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['upstream_invalid', () => Response.json({ jsonrpc: '2.0', id: 1, result: {} })],
  ['upstream_invalid', () => Response.json({ jsonrpc: '2.0', id: 1, error: { code: -1, message: 'no' } })],
  ['upstream_invalid', () => new Response('event: message\ndata: {}\n\n', { headers: stream })],
  ['upstream_redirect', () => Response.redirect('https://elsewhere.example/', 302)],
  ['upstream_unreachable', () => new Response(null, { status: 503 })],
];

test.each(upstreams)(
  'what an image does wrong is told as its clients would hear it: %s',
  async (code, answer) => {
    const { id } = await givenKey();
    givenUpstream(answer);
    expect(await api.testKey({ id, image })).toMatchObject({ code, tools: [], hasMore: false });
  },
);

test('a server of an older era that then says nothing understandable is not waited for', async () => {
  const [{ id }, { id: own }] = [await givenKey(), await givenImage()];
  givenUpstream(asLegacy);
  expect(await api.testKey({ id, image: own })).toMatchObject({ code: null });
  vi.restoreAllMocks();
  givenUpstream(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  expect(await api.testKey({ id, image: own })).toMatchObject({ code: 'upstream_invalid' });
});

test('a server without tools has none, and that is no failure', async () => {
  const { id } = await givenKey();
  const error = { code: -32_601, message: 'Method not found' };
  givenUpstream(() => Response.json({ jsonrpc: '2.0', id: 1, error }));
  expect(await api.testKey({ id, image })).toMatchObject({ code: null, tools: [] });
});

test('an image that does not answer is let go of in time', async () => {
  const { id } = await givenKey();
  const patience = new AbortController();
  givenUpstream((request) => {
    const cut = Promise.withResolvers<Response>();
    request.signal.addEventListener('abort', () => cut.reject(new Error('cut')));
    patience.abort();
    return cut.promise;
  });
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
  expect(await api.testKey({ id, image })).toMatchObject({ code: 'upstream_timeout', tools: [] });
});

test('what the key, its policy or the image forbids is told, and nothing is asked of the upstream', async () => {
  const asked = givenUpstream(() => Response.json(listed));
  const codeFor = async (id: string, on = image) => (await api.testKey({ id, image: on })).code;
  const { id } = await givenKey();
  const elsewhere = await givenKeyUnder({ images: ['code_latest'] });
  expect(await codeFor(elsewhere.id)).toBe('image_not_allowed');
  const network = await givenKeyUnder({ ipRanges: ['192.0.2.0/24'] });
  expect(await codeFor(network.id)).toBe('condition_failed');
  const narrow = await givenKey();
  await api.editKey({ id: narrow.id, images: ['code_latest'] });
  expect(await codeFor(narrow.id)).toBe('image_not_allowed');
  expect(await codeFor(id, 'imgc-0123456789abcdefg')).toBe('image_not_allowed');
  const { id: off } = await givenImage();
  await api.disableImage({ id: off });
  expect(await codeFor(id, off)).toBe('image_disabled');
  await api.disableKey({ id });
  expect(await codeFor(id)).toBe('key_disabled');
  expect(asked).toEqual([]);
});

test('an expired key is told as one', async () => {
  const { id } = await givenKey();
  await api.editKey({ id, expiresAt: Date.now() + 3_600_000 });
  givenUpstream(() => Response.json(listed));
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_200_000);
  expect((await api.testKey({ id, image })).code).toBe('key_expired');
});

test('a key that is gone, or never was, cannot be tested', async () => {
  const { id } = await givenKey();
  await api.disableKey({ id });
  await api.deleteKey({ id });
  await expect(api.testKey({ id, image })).rejects.toMatchObject({ code: 'key_deleted' });
  const none = api.testKey({ id: 'key_0123456789abcdef', image });
  await expect(none).rejects.toMatchObject({ code: 'key_not_found' });
});

test('a key that is shown once can be tested, and after a test clients see the same tools', async () => {
  const { key, secret } = await api.createKey({ name: 'shown once', showOnce: true });
  givenUpstream(() => Response.json(listed));
  const { tools: seen } = await api.testKey({ id: key.id, image });
  const { result } = await (await callStateless({ secret, image })).json<typeof listed>();
  expect(result.tools.map(({ name }) => name)).toEqual(seen.map(({ name }) => name));
});
