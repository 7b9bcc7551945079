import { afterEach, expect, test, vi } from 'vitest';

import { callLegacy, callStateless, givenKey, send } from './support/calls.ts';
import { givenSseUpstream, givenStatelessUpstream, messages, version, type Rpc } from './support/eras.ts';
import { givenImage } from './support/images.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const strange = ['resources/subscribe', 'resources/unsubscribe', 'tasks/get', 'vendor/extension'];
const capabilities = { elicitation: {} };
const clientInfo = { name: 'old', version: '3' };

/** A Streamable HTTP client of the legacy era; gives what it is told of a request. */
async function openLegacy(secret: string) {
  const params = { protocolVersion: '2025-06-18', clientInfo, capabilities };
  const hello = await callLegacy({ secret, method: 'initialize', params });
  await hello.text();
  const headers = { 'mcp-session-id': hello.headers.get('mcp-session-id') ?? 'none' };
  const ask = async (method: string, more: object = {}) =>
    (await messages(await callLegacy({ secret, headers, method, params: more }))).last;
  return { headers, ask };
}

/** A client of HTTP+SSE; gives what its stream tells of a request. */
async function openSse(secret: string) {
  const credential = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const stream = await send('/sse/linux_latest', { headers: { ...credential, accept: 'text/event-stream' } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => /^data: (.*)$/m.exec((await reader?.read())?.value ?? '')?.[1] ?? '{}';
  const endpoint = await next();
  const ask = async (method: string, params: object = {}) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    await send(endpoint, { method: 'POST', headers: credential, body });
    return JSON.parse(await next()) as object;
  };
  await ask('initialize', { protocolVersion: '2024-11-05', clientInfo, capabilities });
  return { ask };
}

test.each([
  ['Streamable HTTP', openLegacy],
  ['HTTP+SSE', openSse],
])('what a stateless upstream cannot be asked is refused by name to a client of %s', async (_, open) => {
  const { secret } = await givenKey();
  const asked = givenStatelessUpstream();
  const { ask } = await open(secret);
  const before = asked.length;
  for (const method of strange)
    expect(await ask(method, { uri: 'a:b', taskId: 't' }), method).toMatchObject({
      id: 1,
      error: { code: -32_601, data: { code: 'method_not_found' } },
    });
  expect(asked).toHaveLength(before);
  expect(await ask('tools/call', { name: 'sum' })).toMatchObject({ id: 1, result: { content: [] } });
});

test('what an upstream of HTTP+SSE cannot be asked is refused by name to a stateless client', async () => {
  const { secret } = await givenKey();
  const { id: image } = await givenImage({ transport: 'sse' });
  givenSseUpstream();
  for (const method of ['subscriptions/listen', ...strange]) {
    const told = await refusal(await callStateless({ secret, image, method, params: { notifications: {} } }));
    expect(told, method).toMatchObject({ status: 404, code: 'method_not_found', rpc: -32_601, id: 1 });
  }
});

test.each([
  ['asks what its client never said it can be asked', { a: { method: 'sampling/createMessage' } }],
  ['asks what no server may', { a: { method: 'tools/call', params: { name: 'x' } } }],
  ['asks for too much at once', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, elicit()]))],
  ['asks for nothing, again and again', {}],
])(
  'a stateless upstream that %s ends the call, and its client is asked nothing',
  async (_, inputRequests) => {
    const { secret } = await givenKey();
    const asked = givenUpstream(async (request) => {
      const { id, method }: Rpc = await request.json();
      if (method === 'initialize') return new Response(null, { status: 400 });
      const found = { resultType: 'complete', supportedVersions: [version], capabilities: {} };
      const more = { resultType: 'input_required', inputRequests, requestState: 's' };
      return Response.json({ jsonrpc: '2.0', id, result: method === 'server/discover' ? found : more });
    });
    const { ask } = await openLegacy(secret);
    expect(await ask('tools/call', { name: 'x' })).toMatchObject({
      id: 1,
      error: { data: { code: 'upstream_invalid' } },
    });
    expect(asked.length).toBeLessThan(110);
  },
);

function elicit() {
  return { method: 'elicitation/create', params: { message: 'Sure?' } };
}

test('a client of HTTP+SSE is told on its stream of an answer that breaks off over a bridge', async () => {
  const { secret } = await givenKey();
  const stateless = givenStatelessUpstream();
  const { ask } = await openSse(secret);
  expect(stateless.length).toBeGreaterThan(0);
  vi.restoreAllMocks();
  givenUpstream(() => new Response('', { headers: { 'content-type': 'text/event-stream' } }));
  expect(await ask('tools/call', { name: 'sum' })).toMatchObject({
    id: 1,
    error: { data: { code: 'upstream_invalid' } },
  });
});

test.each([
  ['a header that no older client sends', 400, -32_020],
  ['a method that it does not know', 404, -32_601],
])('the error of a stateless upstream about %s is told as its own', async (_, status, code) => {
  const { secret } = await givenKey();
  givenStatelessUpstream();
  const { ask } = await openLegacy(secret);
  vi.restoreAllMocks();
  givenUpstream(() => Response.json({ jsonrpc: '2.0', id: 1, error: { code, message: 'no' } }, { status }));
  expect(await ask('tools/call', { name: 'x' })).toEqual({
    jsonrpc: '2.0',
    id: 1,
    error: { code, message: 'no' },
  });
});

test('over a bridge nothing is resumed: a stream that names its last event is a new one', async () => {
  const { secret } = await givenKey();
  const asked = givenStatelessUpstream();
  const { headers } = await openLegacy(secret);
  const mine = { ...headers, accept: 'text/event-stream', 'last-event-id': 'lost-7' };
  const again = await send('/mcp/linux_latest', { headers: { ...mine, authorization: `Bearer ${secret}` } });
  expect([again.status, again.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  expect(asked.filter(({ request }) => request.headers.has('last-event-id'))).toEqual([]);
  await again.body?.cancel();
});
