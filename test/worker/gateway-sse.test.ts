import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, givenKey, send } from './support/calls.ts';
import { givenImage } from './support/images.ts';
import { refusal } from './support/refusal.ts';
import { givenSseUpstream, next, openSse, post, tools } from './support/sse-session.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const message = (id: number, result = '{}') =>
  `event: message\ndata: {"jsonrpc":"2.0","id":${id},"result":${result}}\n\n`;

test('a session leads its messages through the gateway, and shows nothing of key or upstream in its endpoint', async () => {
  const { id, secret } = await givenKey();
  const { asked, state } = givenSseUpstream();
  const { response, reader, endpoint } = await openSse(secret);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(endpoint).toMatch(/^\/sse\/linux_latest\?session=[\w-]+$/);
  expect(atob(endpoint.split('=')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '')).not.toMatch(
    /key_|khk_|upstream|sid/,
  );

  const posted = await post(endpoint, { authorization: `Bearer ${secret}` });
  expect([posted.status, await posted.text()]).toEqual([202, '']);
  const [opened, sent] = asked;
  expect(opened?.request.url).toBe('http://upstream.test/linux_latest/mcp');
  expect(sent?.request.url).toBe('http://upstream.test/messages?sid=7');
  expect(sent?.request.headers.get('authorization')).toBe(`Bearer ${env.UPSTREAM_TOKEN}`);
  expect(new TextDecoder().decode(sent?.body)).toBe(tools);

  state.said.push(message(5, '{"n":1.0}'));
  expect(await next(reader)).toBe(message(5, '{"n":1.0}'));
  const { sessions } = await api.listSessions({ id });
  expect(sessions).toMatchObject([{ era: 'legacy', image: 'linux_latest', end: null }]);
});

test('a credential in the query of an upstream is in that of its endpoint, too, as it is by then', async () => {
  const { secret } = await givenKey();
  const { asked } = givenSseUpstream();
  const query = { in: 'query', name: 'APIKEY', value: 'akm-first' } as const;
  const url = 'https://sse.example/v2/sse?IMAGEID=linux_latest';
  const { id: image } = await givenImage({ url, transport: 'sse', credential: query });
  const { endpoint } = await openSse(secret, `/sse/${image}`);
  const credential = { authorization: `Bearer ${secret}` };
  expect((await post(endpoint, credential)).status).toBe(202);
  await api.editImage({ id: image, credential: { ...query, value: 'akm-second' } });
  expect((await post(endpoint, credential)).status).toBe(202);
  expect(asked.map(({ request }) => request.url)).toEqual([
    `${url}&APIKEY=akm-first`,
    'https://sse.example/messages?sid=7&APIKEY=akm-first',
    'https://sse.example/messages?sid=7&APIKEY=akm-second',
  ]);
});

test('a disable ends the stream with its reason, and the messages that follow', async () => {
  const { id, secret } = await givenKey();
  const { state, asked } = givenSseUpstream();
  const { reader, endpoint } = await openSse(secret);
  await api.disableKey({ id });
  expect(await next(reader)).toMatch(/notifications\/message.*key_disabled/);
  await vi.waitFor(() => expect(state.gone).toBe(true));
  const before = asked.length;
  expect((await refusal(await post(endpoint, { authorization: `Bearer ${secret}` }))).code).toBe(
    'key_disabled',
  );
  expect(asked).toHaveLength(before);
});

test('an upstream that ends its stream ends the session', async () => {
  const { id, secret } = await givenKey();
  const { state } = givenSseUpstream();
  const { reader, endpoint } = await openSse(secret);
  state.closed = true;
  expect(await next(reader)).toBeUndefined();
  await vi.waitFor(async () => {
    const { sessions } = await api.listSessions({ id });
    expect(sessions).toMatchObject([{ end: { reason: 'upstream' } }]);
  });
  expect((await refusal(await post(endpoint, { authorization: `Bearer ${secret}` }))).code).toBe(
    'session_not_found',
  );
});

test.each([
  'http://evil.test/messages',
  '//evil.test/m',
  'http://upstream.test:81/m',
  'http://[',
  `/${'x'.repeat(2000)}`,
])('an endpoint such as %s is not taken: our credential would go there', async (named) => {
  const { secret } = await givenKey();
  givenSseUpstream(named);
  const { reader, endpoint: first } = await openSse(secret);
  expect(first).toMatch(/upstream_invalid/);
  expect(await next(reader)).toBeUndefined();
});

test('a reference opens nothing for another key, without its key, on another image, or changed', async () => {
  const [one, other] = [await givenKey(), await givenKey()];
  const { asked } = givenSseUpstream();
  const { endpoint } = await openSse(one.secret);
  const mine = { authorization: `Bearer ${one.secret}` };
  const before = asked.length;
  for (const [path, headers, code] of [
    [endpoint, { authorization: `Bearer ${other.secret}` }, 'session_not_found'],
    [endpoint, {}, 'missing_key'],
    [endpoint.replace('linux', 'code'), mine, 'session_not_found'],
    [`${endpoint}A`, mine, 'session_not_found'],
    ['/sse/linux_latest?session=x', mine, 'session_not_found'],
    ['/sse/linux_latest', mine, 'session_required'],
  ] as const)
    expect((await refusal(await post(path, headers))).code).toBe(code);
  expect(asked).toHaveLength(before);
});

test('a session of this transport knows neither DELETE nor the newer era', async () => {
  const { secret } = await givenKey();
  givenSseUpstream();
  const { endpoint } = await openSse(secret);
  const mine = { authorization: `Bearer ${secret}` };
  expect((await refusal(await send(endpoint, { method: 'DELETE', headers: mine }))).code).toBe(
    'method_not_allowed',
  );
  const modern = { ...mine, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' };
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/list',
    params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
  });
  expect((await refusal(await post(endpoint, modern, body))).code).toBe('header_mismatch');
});

test('a refused message has a status of its own: its client reads no answer there', async () => {
  const { secret } = await givenKey();
  givenSseUpstream();
  const { endpoint } = await openSse(secret);
  vi.restoreAllMocks();
  givenUpstream(() => new Response('no', { status: 401 }));
  const response = await post(endpoint, { authorization: `Bearer ${secret}` });
  expect(await refusal(response)).toMatchObject({ status: 502, code: 'upstream_invalid', id: 5 });
});
