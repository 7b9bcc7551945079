import { afterEach, expect, test, vi } from 'vitest';

import { refusal } from './support/refusal.ts';
import { callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('a call of an active key reaches the image, and its answer comes back as it is', async () => {
  const { secret } = await givenKey();
  givenUpstream(
    () =>
      new Response('{"jsonrpc":"2.0", "id":1, "result":{"big":9007199254740993}}', {
        headers: { 'content-type': 'application/json' },
      }),
  );
  const response = await callStateless({ secret });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('{"jsonrpc":"2.0", "id":1, "result":{"big":9007199254740993}}');
});

test('the caller’s credential and cookies stay here; the upstream gets its own', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const own = {
    cookie: 'a=b',
    'x-forwarded-for': '10.0.0.1',
    'cf-connecting-ip': '10.0.0.1',
    'x-custom': '1',
    'mcp-param-region': 'eu',
  };
  await callStateless({ secret, headers: own });
  const [first] = asked;
  const headers = Object.fromEntries(first?.request.headers ?? []);
  expect(Object.keys(headers).toSorted()).toEqual([
    'accept',
    'authorization',
    'content-type',
    'keyharbor-session',
    'mcp-method',
    'mcp-param-region',
    'mcp-protocol-version',
  ]);
  expect(headers['authorization']).not.toContain(secret);
  expect(headers['keyharbor-session']).toMatch(/^ses_/);
});

test('the bytes that arrive are the bytes that leave', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const session = await initialize(secret);
  const body =
    '{ "jsonrpc":"2.0",\t"id":7,"method":"tools/call","params":{"name":"x","arguments":{"n":9007199254740993,"e":1e400}} }\n';
  await callLegacy({ secret, body, headers: { 'mcp-session-id': session } });
  expect(new TextDecoder().decode(asked.at(-1)?.body)).toBe(body);
});

test('of an answer’s headers only those a client needs come back', async () => {
  const { secret } = await givenKey();
  const loud = {
    'set-cookie': 'a=b',
    server: 'x',
    'access-control-allow-origin': '*',
    'retry-after': '3',
    'cache-control': 'public',
  };
  givenUpstream(() => Response.json(emptyResult, { headers: loud }));
  const { headers } = await callStateless({ secret });
  expect(Object.fromEntries(headers)).toEqual({
    'cache-control': 'no-store',
    'content-type': 'application/json',
    'retry-after': '3',
  });
});

test('an upstream that fails is told as such, under the id of the request', async () => {
  const { secret } = await givenKey();
  const failures: readonly [() => Response, string, number, attempts?: number][] = [
    [
      () => {
        throw new Error('connection refused to 10.0.0.1');
      },
      'upstream_unreachable',
      50201,
      2,
    ],
    [
      () => new Response(null, { status: 302, headers: { location: 'http://evil.test' } }),
      'upstream_redirect',
      50203,
    ],
    [() => new Response('no', { status: 401 }), 'upstream_invalid', 50202],
  ];
  for (const [answer, code, rpc, attempts = 1] of failures) {
    vi.restoreAllMocks();
    const asked = givenUpstream(answer);
    const response = await callStateless({ secret });
    expect(await refusal(response)).toEqual({ status: 200, code, rpc, id: 1 });
    expect(asked).toHaveLength(attempts);
  }
});

test('a legacy upstream’s own 400 passes untouched, so that a client can fall back', async () => {
  const { secret } = await givenKey();
  givenUpstream(() => Response.json({ error: 'Bad Request: no valid session ID' }, { status: 400 }));
  const response = await callStateless({ secret, method: 'server/discover' });
  expect([response.status, await response.text()]).toEqual([
    400,
    '{"error":"Bad Request: no valid session ID"}',
  ]);
});
