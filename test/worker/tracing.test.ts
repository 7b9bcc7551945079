import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { givenLegacyUpstream, givenSseUpstream, givenStatelessUpstream } from './support/eras.ts';
import { givenImage } from './support/images.ts';
import { givenUpstream, type Asked } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const argument = 'an argument 7c0ffee';
const echo = { method: 'tools/call', params: { name: 'echo', arguments: { text: argument } } };

/** The lines that a call logged. */
async function linesOf(call: () => Promise<Response>): Promise<Record<string, unknown>[]> {
  const logged = vi.spyOn(console, 'log').mockReturnValue();
  await (await call()).text();
  return logged.mock.calls
    .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
    .filter(({ event }) => event === 'call');
}

test('a trace goes on at the upstream: by headers, and by what stands in _meta', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const headers = { traceparent, tracestate: 'vendor=1', baggage: 'user=ada' };
  await callStateless({ secret, ...echo, headers, meta: { traceparent } });
  const [{ request, body } = { request: new Request('http://none.test'), body: new Uint8Array() }] = asked;
  expect(request.headers.get('traceparent')).toBe(traceparent);
  expect(request.headers.get('tracestate')).toBe('vendor=1');
  expect(request.headers.has('baggage')).toBe(false);
  expect(new TextDecoder().decode(body)).toContain(`"traceparent":"${traceparent}"`);
});

const trace = { traceparent, tracestate: 'vendor=1' };
const byStateless = (secret: string, image: string) =>
  callStateless({ secret, image, ...echo, headers: trace });
const byLegacy = async (secret: string, image: string) => {
  const headers = { 'mcp-session-id': await initialize(secret, image), ...trace };
  return callLegacy({ secret, image, ...echo, headers });
};

test.each([
  ['the era with sessions', 'streamable-http', () => givenLegacyUpstream().asked, byStateless],
  ['the era without', 'streamable-http', givenStatelessUpstream, byLegacy],
  ['HTTP+SSE', 'sse', givenSseUpstream, byStateless],
] as const)('a trace goes on over a bridge to an upstream of %s', async (_, transport, given, call) => {
  const { secret } = await givenKey();
  const { id } = await givenImage({ transport });
  const asked = given();
  expect((await call(secret, id)).status).toBe(200);
  const isCall = ({ body }: Asked) => new TextDecoder().decode(body).includes('"tools/call"');
  await vi.waitFor(() => expect(asked.some(isCall)).toBe(true));
  for (const { request } of asked.filter(isCall)) {
    expect(request.headers.get('traceparent')).toBe(traceparent);
    expect(request.headers.get('tracestate')).toBe('vendor=1');
  }
});

test('a call is one line of the log: what and how long, no arguments and no secret', async () => {
  const { secret } = await givenKey();
  givenUpstream();
  const lines = await linesOf(() => callStateless({ secret, ...echo }));
  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(Object.keys(line ?? {}).toSorted()).toEqual(
    ['bytes', 'code', 'era', 'event', 'image', 'ms', 'requestId', 'route'].toSorted(),
  );
  expect(line).toMatchObject({
    route: '/mcp/:image',
    image: 'linux_latest',
    era: 'stateless',
    code: 'passed',
  });
  expect(line?.['bytes']).toBeGreaterThan(100);
  expect(JSON.stringify(line)).not.toMatch(/7c0ffee|khk_|tests/);
});

test('a refused call is one line as well, with the code of its refusal', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const session = await initialize(secret);
  await api.disableKey({ id });
  const headers = { 'mcp-session-id': session };
  const lines = await linesOf(() => callLegacy({ secret, ...echo, headers }));
  expect(lines).toMatchObject([{ era: 'legacy', code: 'key_disabled' }]);
});

test('what carries no credential of ours logs nothing: nobody can fill the log', async () => {
  expect(await linesOf(() => callStateless({ secret: 'khk_forged', ...echo }))).toEqual([]);
});
