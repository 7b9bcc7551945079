import { afterEach, expect, test, vi } from 'vitest';

import { errorCodes, errors, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorEntry } from '../../shared/errors/entry.ts';
import { eras, type Era } from '../../shared/session/session.ts';
import {
  api,
  callLegacy,
  callStateless,
  givenKey,
  initialize,
  newest,
  type McpCall,
} from './support/calls.ts';
import { givenImage } from './support/images.ts';
import { refused, type Refused } from './support/gateway-refusals.ts';
import { refusal } from './support/refusal.ts';
import { run } from './support/policies.ts';
import { pathOf } from './support/tickets.ts';
import { emptyResult, givenUpstream, tick, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

type Call = (change?: McpCall) => Promise<Response>;

async function givenCall(era: Era, secret: string): Promise<Call> {
  if (era === 'stateless') return (change = {}) => callStateless({ secret, ...change });
  const session = await initialize(secret);
  return ({ headers = {}, ...change } = {}) =>
    callLegacy({ secret, ...change, headers: { 'mcp-session-id': session, ...headers } });
}

const cases = refused.flatMap((row) =>
  eras.filter((era) => row.only === undefined || row.only === era).map((era) => ({ ...row, era })),
);

interface Told {
  readonly id: unknown;
  readonly error: { readonly code: number; readonly data: { readonly code: string; readonly hint: string } };
}

const entryOf = (code: ErrorCode): ErrorEntry => errors[code];

test.each(cases)('$code is told to a client of the $era era', async (row) => {
  const { code, era, id = 1, status = {} } = row;
  const response = await refusedCall(row, era);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const told: Told = await response.json();
  const { status: usual, rpc, hint } = entryOf(code);
  expect([response.status, told.error.data.code]).toEqual([status[era] ?? usual, code]);
  expect(told).toMatchObject({ id, error: { code: rpc, data: { hint } } });
});

/** A new key's call, refused as `row` says. */
async function refusedCall(row: Refused, era: Era): Promise<Response> {
  const { change = {}, before = async () => undefined, session, opens = false } = row;
  const key = await givenKey();
  givenUpstream();
  const early = session === 'before' ? undefined : await before(key);
  const call = await givenCall(era, key.secret);
  const late = session === 'before' ? await before(key) : undefined;
  const handshake = opens && era === 'legacy' ? { method: 'initialize' } : {};
  return call({ ...(typeof change === 'function' ? change(key) : change), ...handshake, ...early, ...late });
}

test.each(eras)('a refused notification of the %s era has the status, and no id', async (era) => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const call = await givenCall(era, secret);
  await api.disableKey({ id });
  const method = 'notifications/cancelled';
  const body = JSON.stringify({ jsonrpc: '2.0', method, params: { requestId: 1 } });
  expect(await refusal(await call({ body, method }))).toMatchObject({
    status: 403,
    code: 'key_disabled',
    id: null,
  });
});

const unset: readonly (readonly [ErrorCode, object])[] = [
  ['not_configured', { MASTER_1: '' }],
  ['not_configured', { KID_SECRET: btoa('too short') }],
  ['internal', { MCP_ORIGINS: 7 }], // What is no text cannot be split.
];

test.each(unset.flatMap(([code, settings]) => eras.map((era) => ({ code, settings, era }))))(
  'a gateway that is not set up rightly ($settings) tells a client of the $era era no more than $code',
  async ({ code, settings, era }) => {
    const { secret } = await givenKey();
    const asked = givenUpstream();
    const headers = { origin: 'https://page.test' };
    const call = await givenCall(era, secret);
    const before = asked.length;
    const response = await call({ settings, headers });
    expect(asked).toHaveLength(before);
    const text = await response.text();
    expect(text).not.toMatch(/split|function|MASTER|KID/);
    const { status, rpc } = entryOf(code);
    expect(response.status).toBe(status);
    expect(JSON.parse(text)).toMatchObject({ id: null, error: { code: rpc, data: { code } } });
  },
);

/** Clients take 401 and 403 for a URL that carries its credential as a reason to sign in. */
const inUrl = refused.filter(({ code }) => entryOf(code).urlStatus !== undefined);
test.each(inUrl.flatMap((row) => eras.map((era) => ({ ...row, era }))))(
  '$code is told to a client of the $era era whose ticket stands in its URL by a status of its own',
  async ({ code, era, before }) => {
    const key = await givenKey();
    const { id: image } = await givenImage();
    const { secret, url } = await api.createTicket({ id: key.id, label: 'in a URL', image });
    if (code === 'image_disabled') await api.disableImage({ id: image });
    else if (code === 'image_not_allowed') await api.editKey({ id: key.id, images: ['code_latest'] });
    else await before?.(key);
    const ask = (call: McpCall) =>
      era === 'legacy' ? callLegacy({ ...call, method: 'initialize' }) : callStateless(call);
    const { status, urlStatus } = entryOf(code);
    expect(await refusal(await ask({ path: pathOf(url) }))).toMatchObject({ status: urlStatus, code, id: 1 });
    expect(await refusal(await ask({ secret, image }))).toMatchObject({ status, code, id: 1 });
  },
);

type Close = (key: { id: string; secret: string }, image: string) => Promise<unknown>;
const endings: readonly (readonly [string, ErrorCode, Close])[] = [
  ['its key is disabled', 'key_disabled', ({ id }) => api.disableKey({ id })],
  ['its key leaks', 'key_disabled', ({ secret }) => api.reportLeaks({ leaks: [{ token: secret }] })],
  ['its session ends', 'session_ended', async ({ id }) => api.endSession({ id: (await newest(id)).id })],
  ['its image is disabled', 'image_disabled', (_, image) => api.disableImage({ id: image })],
];

test.each(endings.flatMap(([what, code, close]) => eras.map((era) => ({ what, code, close, era }))))(
  'when $what, the last event of an open stream of the $era era is $code, under the id of its call',
  async ({ code, close, era }) => {
    const key = await givenKey();
    const { id: image } = await givenImage();
    givenUpstream(async (request) => {
      const isCall = (await request.clone().text()).includes('tools/call');
      return isCall ? tickingStream().response() : Response.json(emptyResult);
    });
    const call = { secret: key.secret, image, ...run('ls') };
    const headers = { 'mcp-session-id': era === 'legacy' ? await initialize(key.secret, image) : '' };
    const response = await (era === 'legacy' ? callLegacy({ ...call, headers }) : callStateless(call));
    await close(key, image);
    const text = await response.text(); // Only ends because it is cut.
    expect(text.startsWith(tick)).toBe(true);
    const last = text.split('\n').findLast((line) => line.startsWith('data: ')) ?? '';
    const { rpc } = entryOf(code);
    expect(JSON.parse(last.slice('data: '.length))).toMatchObject({
      id: 1,
      error: { code: rpc, data: { code } },
    });
  },
);

test('every refusal that an MCP client may be told has its row, in both eras', () => {
  const shown = [...refused, ...endings.map(([, code]) => ({ code })), ...unset.map(([code]) => ({ code }))];
  const told = errorCodes.filter((code) => entryOf(code).rpc !== undefined);
  expect(told.filter((code) => !shown.some((row) => row.code === code))).toEqual([]);
  const oneEra = refused.filter((row) => row.only !== undefined).map(({ code }) => code);
  expect(oneEra).toEqual(['session_required', 'session_not_found']); // The stateless era has no sessions to name.
});
