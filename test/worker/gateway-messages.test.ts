import { afterEach, expect, test, vi } from 'vitest';

import { refusal } from './support/refusal.ts';
import { callLegacy, callStateless, givenKey, send } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

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
    expect(await refusal(response)).toMatchObject({
      status: 400,
      code: 'header_mismatch',
      rpc: -32020,
      id: 1,
    });
  }
  const future = await callStateless({ secret, headers: { 'mcp-protocol-version': '2031-01-01' } });
  expect(await future.json()).toMatchObject({
    id: 1,
    error: { code: -32022, data: { requested: '2031-01-01', supported: ['2026-07-28'] } },
  });
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
