import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize, send } from '../support/worker-calls.ts';
import { emptyResult, givenUpstream } from '../support/worker-upstream.ts';

afterEach(() => vi.restoreAllMocks());

async function refusal(
  response: Response,
): Promise<{ status: number; code: unknown; rpc: unknown; id: unknown }> {
  const { id, error } = await response.json<{
    id: unknown;
    error: { code: number; data: { code: string } };
  }>();
  return { status: response.status, code: error.data.code, rpc: error.code, id };
}

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

test('wrong, mistyped, forged and deleted keys get one and the same answer', async () => {
  const { id, secret } = await givenKey();
  const { id: gone, secret: deleted } = await givenKey();
  await api.disableKey({ id: gone });
  await api.deleteKey({ id: gone });
  const other = await givenKey();
  const swapped = secret.slice(0, 20) + other.secret.slice(20);
  const answers = new Set<string>();
  for (const sent of [
    deleted,
    swapped,
    secret.slice(0, -1),
    `${secret.slice(0, -2)}zz`,
    id,
    'x',
    secret.replace('khk_', 'khp_'),
  ]) {
    const response = await callStateless({ secret: sent });
    answers.add(`${response.status} ${response.headers.get('www-authenticate')} ${await response.text()}`);
  }
  expect([...answers]).toEqual([expect.stringMatching(/^401 Bearer error="invalid_token" .*"invalid_key"/)]);
});

test('a disabled key is told that it is disabled, from the next request on', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  expect((await callStateless({ secret })).status).toBe(200);
  await api.disableKey({ id });
  const response = await callStateless({ secret });
  expect(response.headers.get('www-authenticate')).toBeNull();
  expect(await refusal(response)).toEqual({ status: 403, code: 'key_disabled', rpc: 40301, id: 1 });
  await api.enableKey({ id });
  expect((await callStateless({ secret })).status).toBe(200);
});

test('every way to present a key badly is refused by name, and nothing is passed on', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const post = (path: string, headers: Record<string, string>) =>
    send(path, { method: 'POST', headers, body: '{}' });
  const bearer = { authorization: `Bearer ${secret}` };
  expect(await refusal(await post('/mcp/linux_latest', {}))).toMatchObject({
    status: 401,
    code: 'missing_key',
  });
  const twice = { authorization: `Bearer ${secret}, Bearer ${secret}` };
  expect(await refusal(await post('/mcp/linux_latest', twice))).toMatchObject({
    status: 400,
    code: 'ambiguous_credentials',
  });
  for (const path of [
    `/mcp/linux_latest?key=${secret}`,
    `/mcp/${secret}`,
    `/mcp/linux_latest?k=${secret.replace('_', '%5F')}`,
  ]) {
    expect(await refusal(await post(path, bearer))).toMatchObject({ status: 400, code: 'key_in_url' });
  }
  const page = { ...bearer, origin: 'https://evil.test' };
  expect(await refusal(await post('/mcp/linux_latest', page))).toMatchObject({
    status: 403,
    code: 'origin_not_allowed',
  });
  expect(asked).toEqual([]);
});

test('an image that is not there is not allowed', async () => {
  const { secret } = await givenKey();
  expect(await refusal(await callStateless({ secret, image: 'atari_latest' }))).toMatchObject({
    status: 403,
    code: 'image_not_allowed',
  });
  expect((await callStateless({ secret, image: 'linux_latest/more' })).status).toBe(404);
});

test('messages that two parsers could read differently never leave the gateway', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const bodies: readonly [string, string][] = [
    ['[{"jsonrpc":"2.0","id":1,"method":"tools/call"}]', 'invalid_envelope'],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/list","method":"tools/call"}', 'invalid_envelope'],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/list","m\\u0065thod":"tools/call"}', 'invalid_envelope'],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/list","Method":"tools/call"}', 'invalid_envelope'],
    ['{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}', 'invalid_envelope'],
    ['\uFEFF{"jsonrpc":"2.0","id":1,"method":"tools/list"}', 'parse_error'],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/list"} {}', 'parse_error'],
    ['', 'parse_error'],
  ];
  for (const [body, code] of bodies) {
    expect(await refusal(await callStateless({ secret, body }))).toMatchObject({
      status: 400,
      code,
      id: null,
    });
    expect(await refusal(await callLegacy({ secret, body }))).toMatchObject({ status: 400, code });
  }
  expect(asked).toEqual([]);
});

test('a header that says something else than the body is refused', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const lies = [
    { 'mcp-method': 'tools/list' },
    { 'mcp-name': 'other' },
    { 'mcp-protocol-version': '2025-11-25' },
  ];
  for (const headers of lies) {
    const response = await callStateless({ secret, method: 'tools/call', params: { name: 'run' }, headers });
    expect(await refusal(response)).toMatchObject({ status: 400, code: 'header_mismatch', rpc: -32020 });
  }
  const future = await callStateless({ secret, headers: { 'mcp-protocol-version': '2031-01-01' } });
  expect(await refusal(future)).toMatchObject({ status: 400, code: 'unsupported_version', rpc: -32022 });
  expect(asked).toEqual([]);
});

test('bodies of another type, encoded or too large are refused', async () => {
  const { secret } = await givenKey();
  expect((await callStateless({ secret, headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  expect((await callStateless({ secret, headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  const large = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'ping',
    params: { x: 'x'.repeat(1024 * 1024) },
  });
  expect(await refusal(await callStateless({ secret, body: large }))).toMatchObject({
    status: 413,
    code: 'body_too_large',
  });
});

test('other HTTP methods are refused, GET and DELETE too without a legacy session', async () => {
  const { secret } = await givenKey();
  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
    const response = await send('/mcp/linux_latest', {
      method,
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(response.headers.get('allow')).toBe('POST');
    expect(await refusal(response)).toMatchObject({ status: 405, code: 'method_not_allowed' });
  }
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
  const failures: readonly [() => Response, string, number][] = [
    [
      () => {
        throw new Error('connection refused to 10.0.0.1');
      },
      'upstream_unreachable',
      50201,
    ],
    [
      () => new Response(null, { status: 302, headers: { location: 'http://evil.test' } }),
      'upstream_redirect',
      50203,
    ],
    [() => new Response('no', { status: 401 }), 'upstream_invalid', 50202],
  ];
  for (const [answer, code, rpc] of failures) {
    vi.restoreAllMocks();
    const asked = givenUpstream(answer);
    const response = await callStateless({ secret });
    expect(await refusal(response)).toEqual({ status: 200, code, rpc, id: 1 });
    expect(asked).toHaveLength(1);
  }
});

test('a legacy upstream’s own 400 passes untouched, so that a client can fall back', async () => {
  const { secret } = await givenKey();
  givenUpstream(() => new Response('{"error":"Bad Request: no valid session ID"}', { status: 400 }));
  const response = await callStateless({ secret, method: 'server/discover' });
  expect([response.status, await response.text()]).toEqual([
    400,
    '{"error":"Bad Request: no valid session ID"}',
  ]);
});
