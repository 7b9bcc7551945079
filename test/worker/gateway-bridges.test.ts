import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { callLegacy, callStateless, givenKey, send } from './support/calls.ts';
import {
  givenLegacyUpstream,
  givenSseUpstream,
  givenStatelessUpstream,
  handshake,
  messages,
  version,
  type Rpc,
} from './support/eras.ts';
import { refusal } from './support/refusal.ts';

afterEach(() => vi.restoreAllMocks());

test('a stateless client uses a legacy upstream: one handshake, its session kept, numbers to the digit', async () => {
  const { secret } = await givenKey();
  const { heard } = givenLegacyUpstream();
  for (const id of [1, 2]) {
    const params = { name: 'sum', arguments: { n: id } };
    const { text, last } = await messages(await callStateless({ secret, method: 'tools/call', params }));
    expect(text).toContain('"big":9007199254740993');
    expect(last).toMatchObject({ id: 1, result: { resultType: 'complete', content: [] } });
  }
  expect(heard.filter(({ method }) => method === 'initialize')).toHaveLength(1);
  expect(heard.filter(({ method }) => method === 'tools/call').length).toBe(3); // One was refused, by which it was found what the upstream speaks.
});

test('what a legacy server asks in a call is asked of a stateless client as a result, and its answer goes on with the call', async () => {
  const { secret } = await givenKey();
  const { heard } = givenLegacyUpstream();
  const ask = { name: 'ask', arguments: {} };
  const capable = { 'io.modelcontextprotocol/clientCapabilities': { elicitation: {} } };
  const call = (more: object) =>
    callStateless({ secret, method: 'tools/call', params: { ...ask, ...more }, meta: capable });
  const first = await messages(await call({}));
  const { inputRequests, requestState } = first.last['result'] as {
    inputRequests: Record<string, unknown>;
    requestState: string;
  };
  const [name = ''] = Object.keys(inputRequests);
  expect(first.last).toMatchObject({ id: 1, result: { resultType: 'input_required' } });
  expect(inputRequests[name]).toMatchObject({ method: 'elicitation/create', params: { message: 'Sure?' } });

  const answer = { action: 'accept', content: { sure: true } };
  const second = await messages(await call({ inputResponses: { [name]: answer }, requestState }));
  expect(second.last).toMatchObject({ id: 1, result: { resultType: 'complete', heard: answer } });
  expect(heard).toContainEqual(expect.objectContaining({ id: 'q1', result: answer }));
  const again = await call({ inputResponses: { [name]: answer }, requestState });
  expect(await refusal(again)).toMatchObject({ code: 'invalid_params' });
});

test.each(['subscriptions/listen', 'tasks/get', 'tasks/cancel', 'vendor/extension'])(
  '%s cannot be bridged to a legacy upstream, and is refused by name',
  async (method) => {
    const { secret } = await givenKey();
    const { heard } = givenLegacyUpstream();
    const response = await callStateless({ secret, method, params: { notifications: {}, taskId: 'x' } });
    const told = await refusal(response);
    expect(told).toMatchObject({ status: 404, code: 'method_not_found', rpc: -32601, id: 1 });
    expect(heard.slice(1).map((message) => message.method)).not.toContain(method); // It was refused by its era once.
  },
);

test('a question that a stateless client cannot be asked is answered for it: the server hears that it cannot', async () => {
  const { secret } = await givenKey();
  const { heard } = givenLegacyUpstream();
  const response = await callStateless({
    secret,
    method: 'tools/call',
    params: { name: 'ask', arguments: {} },
  });
  const { last } = await messages(response);
  expect(last).toMatchObject({ id: 1, result: { resultType: 'complete', heard: { code: -32_601 } } });
  expect(heard).toContainEqual(expect.objectContaining({ id: 'q1', error: expect.anything() }));
});

const clientInfo = { name: 'old', version: '3' };

async function openLegacy(secret: string) {
  const params = { protocolVersion: '2025-06-18', clientInfo, capabilities: { elicitation: {} } };
  const response = await callLegacy({ secret, method: 'initialize', params });
  const headers = { 'mcp-session-id': response.headers.get('mcp-session-id') ?? 'none' };
  return { headers, ...(await messages(response)) };
}

test('a legacy client uses a stateless upstream, which hears in every call what the handshake had said', async () => {
  const { secret } = await givenKey();
  givenStatelessUpstream();
  const { headers, last } = await openLegacy(secret);
  expect(last).toMatchObject({
    id: 1,
    result: { protocolVersion: '2025-06-18', capabilities: { tools: {} } },
  });
  const initialized = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  expect((await callLegacy({ secret, headers, body: initialized })).status).toBe(202);

  const call = await callLegacy({ secret, headers, method: 'tools/call', params: { name: 'größe' } });
  expect((await messages(call)).last).toMatchObject({
    id: 1,
    result: { meta: { 'io.modelcontextprotocol/clientInfo': clientInfo } },
  });
  const ping = await messages(await callLegacy({ secret, headers, method: 'ping' }));
  expect(ping.last).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
  const watch = await callLegacy({ secret, headers, method: 'resources/subscribe', params: { uri: 'a:b' } });
  expect((await messages(watch)).last).toMatchObject({ id: 1, error: { code: -32601 } });

  const mine = { ...headers, authorization: `Bearer ${secret}` };
  expect((await send('/mcp/linux_latest', { method: 'DELETE', headers: mine })).status).toBe(204);
  expect((await refusal(await callLegacy({ secret, headers }))).code).toBe('session_not_found');
});

test('what a stateless server needs to know first is asked of a legacy client while its call is open', async () => {
  const { secret } = await givenKey();
  givenStatelessUpstream();
  const { headers } = await openLegacy(secret);
  const response = await callLegacy({ secret, headers, method: 'tools/call', params: { name: 'greet' } });
  const next = dataOf(response);
  const question = JSON.parse(await next()) as Rpc;
  expect(question).toMatchObject({ method: 'elicitation/create', params: { message: 'Your name?' } });

  const result = { action: 'accept', content: { name: 'Ada' } };
  const body = JSON.stringify({ jsonrpc: '2.0', id: question.id, result });
  expect((await callLegacy({ secret, headers, body })).status).toBe(202);
  expect(JSON.parse(await next())).toMatchObject({ id: 1, result: { given: result, state: 's' } });
});

/** The data of a stream's events, one by one. */
function dataOf({ body }: Response): () => Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  return async () => {
    const { value = '' } = (await reader?.read()) ?? {};
    return /^data: (.*)$/m.exec(value)?.[1] ?? '';
  };
}

async function openSse(secret: string) {
  const headers = { authorization: `Bearer ${secret}`, accept: 'text/event-stream' };
  const stream = await send('/sse/linux_latest', { headers });
  const next = dataOf(stream);
  const endpoint = await next();
  const post = (message: object) =>
    send(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
  return { next, post };
}

test.each([
  ['of the legacy era', () => void givenLegacyUpstream()],
  ['of the stateless era', () => void givenStatelessUpstream()],
])('a client of HTTP+SSE uses a Streamable HTTP upstream %s', async (_, given) => {
  const { secret } = await givenKey();
  given();
  const { next, post } = await openSse(secret);
  const params = { protocolVersion: '2024-11-05', clientInfo, capabilities: {} };
  expect((await post({ id: 7, method: 'initialize', params })).status).toBe(202);
  expect(JSON.parse(await next())).toMatchObject({ id: 7, result: { capabilities: { tools: {} } } });
  await post({ method: 'notifications/initialized' });
  await post({ id: 8, method: 'tools/call', params: { name: 'sum' } });
  expect(JSON.parse(await next())).toMatchObject({ id: 8, result: { content: [] } });
});

test.each(['streamable-http', 'stateless'])('a %s client uses an upstream of HTTP+SSE', async (front) => {
  givenSseUpstream();
  const bridge = env.BRIDGE.getByName(`to SSE from ${front}`);
  const upstream = {
    url: 'http://upstream.test/sse',
    host: 'upstream.test',
    transport: 'sse',
    header: null,
    query: null,
    release: null,
  } as const;
  expect(await bridge.open({ upstream, era: 'legacy', image: 'linux_latest', holder: null })).toEqual({
    ok: true,
    value: null,
  });
  const ask = async (message: object) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    return messages(await bridge.fetch(`https://bridge/${front}`, { method: 'POST', body }));
  };
  if (front === 'streamable-http')
    expect((await ask({ id: 1, method: 'initialize', params: {} })).last).toMatchObject({
      id: 1,
      result: handshake,
    });
  const found = front === 'stateless' && (await ask({ id: 1, method: 'server/discover' })).last;
  if (found)
    expect(found).toMatchObject({ result: { supportedVersions: [version], instructions: 'Be kind.' } });
  const { last } = await ask({ id: 2, method: 'tools/call', params: { name: 'sum' } });
  expect(last).toMatchObject({ id: 2, result: { at: '?sid=7' } });
  await bridge.fetch('https://bridge/', { method: 'DELETE' });
  expect((await bridge.fetch('https://bridge/', { method: 'GET' })).status).toBe(404);
});
