import { createExecutionContext } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';

import { relay } from '../../worker/gateway/relay.ts';
import { watchCall } from '../../worker/gateway/watch.ts';
import { callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { givenImage } from './support/images.ts';
import { givenLimited } from './support/limited.ts';
import { emptyResult, givenUpstream, tickingStream } from './support/upstream.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const echo = { method: 'tools/call', params: { name: 'echo' } };
const healthy = () => Response.json(emptyResult);

interface Told {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly data: Readonly<Record<string, unknown>> };
}

let hosts = 0;

/** An image whose upstream has a host of its own: what one test does to it troubles no other. */
async function givenHost(): Promise<string> {
  hosts += 1;
  return (await givenImage({ url: `https://upstream${hosts}.test.example/mcp` })).id;
}

/** What `call` is told, and how often the upstream was asked. */
async function told(
  call: object,
  answers: (() => Response)[],
  known?: string,
): Promise<Told & { asked: number }> {
  const { secret } = await givenKey();
  const image = known ?? (await givenHost());
  const asked = givenUpstream(() => (answers.length > 1 ? answers.shift() : answers[0])?.() ?? healthy());
  const response = await callStateless({ secret, image, ...call });
  const said: Told = await response.json();
  vi.restoreAllMocks();
  return { ...said, asked: asked.length };
}

const unavailable = (status: number) => () => new Response('busy', { status });
const refused = () => {
  throw new Error('connection refused');
};

test.each(['tools/list', 'resources/list', 'prompts/list', 'server/discover'])(
  '%s is asked once more where the first attempt reached nobody',
  async (method) => {
    expect(await told({ method }, [unavailable(503), healthy])).toMatchObject({ asked: 2, result: {} });
  },
);

test('ping is asked once more, too', async () => {
  const { secret } = await givenKey();
  const image = await givenHost();
  const answers = [healthy, unavailable(503)];
  const asked = givenUpstream(() => (answers.shift() ?? healthy)());
  const headers = { 'mcp-session-id': await initialize(secret, image) };
  const response = await callLegacy({ secret, image, headers, method: 'ping' });
  expect(await response.json()).toEqual(emptyResult);
  expect(asked).toHaveLength(3);
});

test.each([502, 503, 504])('a list that is answered %i twice is given up on', async (status) => {
  const answer = await told({ method: 'tools/list' }, [unavailable(status)]);
  expect(answer).toMatchObject({ asked: 2, error: { data: { code: 'upstream_unreachable' } } });
});

test.each(['tools/call', 'prompts/get', 'resources/read'])('%s is never repeated', async (method) => {
  const params = method === 'resources/read' ? { uri: 'file:///a' } : { name: 'a' };
  const headers = method === 'resources/read' ? { 'mcp-name': 'file:///a' } : {};
  expect(await told({ method, params, headers }, [refused, healthy])).toMatchObject({
    asked: 1,
    error: { data: { code: 'upstream_unreachable' } },
  });
});

test('five failures in a row suspend an upstream: it is not asked, and the client hears for how long', async () => {
  const image = await givenHost();
  for (let failures = 0; failures < 5; failures += 1)
    expect(await told(echo, [refused], image)).toMatchObject({
      error: { data: { code: 'upstream_unreachable' } },
    });
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const response = await callStateless({ secret, image, ...echo });
  expect(asked).toEqual([]);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  const { error } = await response.json<Told>();
  expect(error).toMatchObject({ code: 50301, data: { code: 'upstream_suspended' } });
  expect(error?.data['retry_after_ms']).toBeGreaterThan(0);
  expect(error?.data['retry_after_ms']).toBeLessThanOrEqual(30_000);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 30_001); // Rested: the next one finds out.
  expect(await told(echo, [healthy], image)).toMatchObject({ asked: 1, result: {} });
});

test.each([
  ['tools/list', 10_000, undefined],
  ['tools/call', 300_000, 'unknown'],
])('%s is given up on after %i ms', async (method, patienceMs, outcome) => {
  const { secret } = await givenKey();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const waited = { tooEarly: true };
  givenUpstream(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cut')));
        // Here, in the request that waits: workerd lets no other one end its waiting.
        vi.advanceTimersByTime(patienceMs - 1);
        waited.tooEarly = signal.aborted;
        vi.advanceTimersByTime(1);
      }),
  );
  const response = await callStateless({ secret, method, params: { name: 'echo' } });
  vi.useRealTimers();
  const { error } = await response.json<Told>();
  expect(waited.tooEarly).toBe(false);
  expect([error?.code, error?.data['outcome']]).toEqual([50401, outcome]);
});

test.each([
  ['that never begins', ({ signal }: Request) => cutWith(signal)],
  ['that never ends', () => tickingStream().response()],
])('a policy can give a call less than 300 s: an answer %s ends with its time', async (_, answer) => {
  const { secret } = await givenLimited({ callSeconds: 1 });
  vi.restoreAllMocks();
  givenUpstream(answer);
  const said = await (await callStateless({ secret, ...echo })).text();
  const last = said.split('\n').findLast((line) => line.includes('"error"')) ?? '';
  expect(JSON.parse(last.replace(/^data: /, ''))).toMatchObject({
    id: 1,
    error: {
      code: 50401,
      data: { outcome: 'unknown', type: expect.stringMatching(/\/errors\/upstream_timeout$/) as unknown },
    },
  });
});

function cutWith(signal: AbortSignal): Promise<Response> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('cut')));
  });
}

/** A stream of which nothing comes, relayed with a clock that stands. */
function givenSilentStream(method: string) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  const state = { isCancelled: false };
  const source = new ReadableStream<Uint8Array>({ cancel: () => void (state.isCancelled = true) });
  const watch = watchCall(null, [], { gone: () => new AbortController().signal, longestMs: Infinity });
  const call = { id: method === '' ? null : 1, method };
  const account = { count: () => undefined, close: async () => undefined };
  const reader = relay(
    { source, change: (piece) => piece, watch, call, account, gateway: 'https://keys.example' },
    createExecutionContext(),
  ).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value as Uint8Array);
  return { state, read };
}

test('a silent answer shows its client every 15 s that it lives, and ends after 60 s', async () => {
  const { state, read } = givenSilentStream('tools/call');
  for (let beat = 0; beat < 3; beat += 1) {
    const next = read();
    vi.advanceTimersByTime(15_000);
    expect(await next).toBe(':\n\n');
  }
  const last = read();
  vi.advanceTimersByTime(15_000);
  const said = (await last) + (await read());
  expect(said).toContain('"upstream_timeout"');
  expect(said).toContain('"outcome":"unknown"');
  expect(state.isCancelled).toBe(true);
});

test('a stream that only listens may be silent for as long as it likes', async () => {
  const { state, read } = givenSilentStream('');
  for (let beat = 0; beat < 40; beat += 1) {
    const next = read();
    vi.advanceTimersByTime(15_000);
    expect(await next).toBe(':\n\n');
  }
  expect(state.isCancelled).toBe(false);
});
