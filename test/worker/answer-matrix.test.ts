import { afterEach, expect, test, vi } from 'vitest';

import { errorCodes, errors, type ErrorCode } from '../../shared/errors.ts';
import { gatewayErrors } from '../../shared/errors/gateway.ts';
import type { Era } from '../../shared/session/session.ts';
import { api, callLegacy, callStateless, givenKey, initialize, type McpCall } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

type Call = (change?: McpCall) => Promise<Response>;

/** How to bring about one refusal: a change of a right call, or something to do before it. */
interface Row {
  readonly code: ErrorCode;
  readonly change?: McpCall;
  readonly before?: (key: { id: string; secret: string }) => Promise<unknown>;
  /** Whether a legacy session is open by then; else it is opened under what was done before. */
  readonly session?: 'before';
  /** Where the era itself makes a difference to it. */
  readonly only?: Era;
  /** Of the refused request; `null` where it was not read yet, or must not show. */
  readonly id?: number | null;
  /** HTTP status, where it is not the catalogue's. */
  readonly status?: Partial<Record<Era, number>>;
}

/** From now on, as the handshake of a legacy session must have passed. */
const upstream = (answer: () => Response) => () => {
  vi.restoreAllMocks();
  return Promise.resolve(givenUpstream(answer));
};
const tool = (name: string, args: object = {}) => ({
  method: 'tools/call',
  params: { name, arguments: args },
});

/** Gives the key a policy that lets it call `ls`, and use no method beyond the common ones. */
async function curb({ id }: { id: string }) {
  const policy = await api.createPolicy({
    name: `matrix ${id}`,
    images: ['linux_latest'],
    release: null,
    maxRunMinutes: 60,
    tools: { rules: [{ effect: 'allow', pattern: 'ls' }], otherwise: 'deny' },
    methods: { rules: [], otherwise: 'deny' },
  });
  await api.assignPolicy({ id, policyId: policy.id });
}

const rows: readonly Row[] = [
  { code: 'missing_key', change: { headers: { authorization: '' } }, id: null },
  { code: 'invalid_key', change: { headers: { authorization: 'Bearer khk_wrong' } }, id: null },
  {
    code: 'invalid_ticket',
    change: { path: '/mcp/linux_latest/t/kht_wrong', headers: { authorization: '' } },
    id: null,
    status: { legacy: 400 }, // A 404 would tell it that its session is gone.
  },
  { code: 'ambiguous_credentials', change: { headers: { authorization: 'Bearer a, Bearer b' } }, id: null },
  { code: 'key_disabled', session: 'before', before: ({ id }) => api.disableKey({ id }) },
  { code: 'image_not_allowed', change: { image: 'atari_latest', method: 'initialize' }, only: 'legacy' },
  { code: 'session_required', only: 'legacy', change: { headers: { 'mcp-session-id': '' } } },
  { code: 'session_not_found', only: 'legacy', change: { headers: { 'mcp-session-id': 'x' } } },
  { code: 'parse_error', change: { body: '{' }, id: null },
  { code: 'invalid_envelope', change: { body: '[]' }, id: null },
  {
    code: 'invalid_params',
    only: 'stateless',
    change: { body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' },
  },
  { code: 'header_mismatch', only: 'stateless', change: { headers: { 'mcp-method': 'ping' } } },
  {
    code: 'unsupported_version',
    only: 'stateless',
    change: { headers: { 'mcp-protocol-version': '2031-01-01' } },
  },
  {
    code: 'method_not_found',
    change: { method: 'evil/method' },
    before: curb,
    status: { stateless: 404, legacy: 200 },
  },
  { code: 'tool_not_allowed', change: tool('rm'), before: curb },
  { code: 'method_not_allowed', change: { verb: 'PUT' }, id: null },
  { code: 'unsupported_media_type', change: { headers: { 'content-type': 'text/plain' } }, id: null },
  { code: 'not_acceptable', change: { headers: { accept: 'image/png' } }, id: null },
  { code: 'body_too_large', change: { params: { x: 'x'.repeat(1024 * 1024) } }, id: null },
  { code: 'url_too_long', change: { path: `/mcp/linux_latest?x=${'x'.repeat(2048)}` }, id: null },
  { code: 'headers_too_large', change: { headers: { 'x-much': 'x'.repeat(17 * 1024) } }, id: null },
  { code: 'origin_not_allowed', change: { headers: { origin: 'https://evil.test' } }, id: null },
  { code: 'host_not_allowed', change: { path: 'http://evil.test/mcp/linux_latest' }, id: null },
  { code: 'route_not_found', change: { path: '/mcp/linux_latest/more' }, id: null },
  {
    code: 'upstream_unreachable',
    session: 'before',
    before: upstream(() => {
      throw new Error('refused');
    }),
  },
  {
    code: 'upstream_invalid',
    session: 'before',
    before: upstream(() => new Response('no', { status: 401 })),
  },
  {
    code: 'upstream_redirect',
    session: 'before',
    before: upstream(() => new Response(null, { status: 302 })),
  },
];

/** Shown by tests of their own: they take time, a plan, or a fault of ours. */
const elsewhere: readonly ErrorCode[] = [
  'key_in_url', // gateway-credentials
  'key_expired', // key-fields
  'image_disabled', // images, streams
  'session_ended', // streams
  'rate_limited', // limits
  'concurrency_exceeded', // limits-at-once
  'quota_exceeded', // limits
  'condition_failed', // policy-bites
  'tool_unknown', // policy-bites
  'tool_changed', // where definitions are pinned
  'argument_not_allowed', // policy-bites
  'upstream_suspended', // upstream-failure
  'upstream_timeout', // upstream-failure
];

async function givenCall(era: Era, secret: string): Promise<Call> {
  if (era === 'stateless') return (change = {}) => callStateless({ secret, ...change });
  const session = await initialize(secret);
  return ({ headers = {}, ...change } = {}) =>
    callLegacy({ secret, ...change, headers: { 'mcp-session-id': session, ...headers } });
}

const cases = rows.flatMap((row) =>
  (['legacy', 'stateless'] as const)
    .filter((era) => row.only === undefined || row.only === era)
    .map((era) => ({ ...row, era })),
);

interface Told {
  readonly id: unknown;
  readonly error: { readonly code: number; readonly data: { readonly code: string; readonly hint: string } };
}

test.each(cases)(
  '$code is told to a client of the $era era',
  async ({ code, era, change, before = () => Promise.resolve(), session, id = 1, status = {} }) => {
    const key = await givenKey();
    givenUpstream();
    if (session !== 'before') await before(key);
    const call = await givenCall(era, key.secret);
    if (session === 'before') await before(key);
    const response = await call(change);
    expect(response.headers.get('content-type')).toContain('application/json');
    const told: Told = await response.json();
    const entry: { status: number; rpc?: number; hint: string } = errors[code];
    expect([response.status, told.error.data.code]).toEqual([status[era] ?? entry.status, code]);
    expect(told).toMatchObject({ id, error: { code: entry.rpc, data: { hint: entry.hint } } });
  },
);

test('a refused notification has the status, and no id', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  const body = JSON.stringify({
    jsonrpc: '2.0',
    method: 'notifications/cancelled',
    params: { requestId: 1 },
  });
  const response = await callStateless({ secret, body, method: 'notifications/cancelled' });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ id: null, error: { data: { code: 'key_disabled' } } });
});

test('every refusal of the gateway has its row, or a test of its own', () => {
  const shown = new Set([...rows.map(({ code }) => code), ...elsewhere]);
  expect(errorCodes.filter((code) => code in gatewayErrors && !shown.has(code))).toEqual([]);
});
