import { afterEach, expect, test, vi } from 'vitest';

import { createHub } from '../../worker/bridge/hub.ts';
import { shakeHands } from '../../worker/bridge/handshake.ts';
import { callStateless, givenKey } from './support/calls.ts';
import { handshake, messages, version, type Rpc } from './support/eras.ts';
import { givenImage } from './support/images.ts';
import { givenLimited } from './support/limited.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream, tick } from './support/upstream.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let hosts = 0;

/** An image whose upstream knows sessions only, and answers calls in them with `answer`; what it heard. */
async function givenSessionsOnly(answer: (message: Rpc, request: Request) => Response | Promise<Response>) {
  hosts += 1;
  const { id: image } = await givenImage({ url: `https://sessions${hosts}.example/mcp` });
  const heard: Rpc[] = [];
  givenUpstream(async (request) => {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const message: Rpc = await request.json();
    heard.push(message);
    const { id, method } = message;
    const headers = { 'mcp-session-id': 'theirs' };
    if (method === 'initialize') return Response.json({ jsonrpc: '2.0', id, result: handshake }, { headers });
    if (!request.headers.has('mcp-session-id')) return new Response('no session', { status: 400 });
    return id === undefined ? new Response(null, { status: 202 }) : answer(message, request);
  });
  return { image, heard };
}

const echo = { method: 'tools/call', params: { name: 'echo' } };
const fine = ({ id }: Rpc) => Response.json({ jsonrpc: '2.0', id, result: { content: [] } });
const never = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('cut')));
  });

test('discovery of an upstream that knows sessions only is answered from its handshake', async () => {
  const { secret } = await givenKey();
  const { image, heard } = await givenSessionsOnly(fine);
  const { last } = await messages(await callStateless({ secret, image, method: 'server/discover' }));
  expect(last).toMatchObject({
    id: 1,
    result: { supportedVersions: [version], capabilities: { tools: {} }, instructions: 'Be kind.' },
  });
  expect(heard.map(({ method }) => method)).toContain('initialize');
});

test('over a bridge, too, an upstream that cannot be reached is given a rest after five failures', async () => {
  const { secret } = await givenKey();
  const { image } = await givenSessionsOnly(() => new Response(null, { status: 503 }));
  for (let failures = 0; failures < 5; failures += 1)
    expect(await refusal(await callStateless({ secret, image, ...echo }))).toMatchObject({
      code: 'upstream_unreachable',
    });
  const suspended = await callStateless({ secret, image, ...echo });
  expect(Number(suspended.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refusal(suspended)).toMatchObject({ code: 'upstream_suspended' });
});

test.each([
  ['that never begins', ({ signal }: Request) => never(signal)],
  ['that begins and says nothing', () => streamOf(': wait\n\n')],
])(
  'over a bridge, an answer %s ends with the time of its call, and its server is told',
  async (_, answer) => {
    const { secret } = await givenLimited({ callSeconds: 1 });
    vi.restoreAllMocks();
    const { image, heard } = await givenSessionsOnly((__, request) => answer(request));
    const { last } = await messages(await callStateless({ secret, image, ...echo }));
    expect(last).toMatchObject({ id: 1, error: { data: { code: 'upstream_timeout', outcome: 'unknown' } } });
    await vi.waitFor(() =>
      expect(heard.at(-1)).toMatchObject({
        method: 'notifications/cancelled',
        params: { requestId: 'keyharbor-1' },
      }),
    );
  },
);

test('over a bridge, a stateless client that hangs up ends its call: its server hears that it was cancelled', async () => {
  const { secret } = await givenKey();
  const { image, heard } = await givenSessionsOnly(() => streamOf(tick)); // Who has gone is noticed by writing to him.
  const response = await callStateless({ secret, image, ...echo });
  expect(response.status).toBe(200);
  await response.body?.cancel();
  await vi.waitFor(() =>
    expect(heard.at(-1)).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId: 'keyharbor-1' },
    }),
  );
});

test('over a bridge, an answer that breaks off is said to be none', async () => {
  const { secret } = await givenKey();
  for (const answer of [
    () => streamOf(''),
    () => Response.json({ jsonrpc: '2.0' }),
    () => new Response('{'),
  ]) {
    const { image } = await givenSessionsOnly(answer);
    const { last } = await messages(await callStateless({ secret, image, ...echo }));
    expect(last).toMatchObject({ id: 1, error: { data: { code: 'upstream_invalid' } } });
  }
});

test('where an upstream has forgotten the session of a bridge, a client that names none is given another', async () => {
  const { secret } = await givenKey();
  let forgotten = true;
  const { image, heard } = await givenSessionsOnly((message) => {
    if (!forgotten) return fine(message);
    forgotten = false;
    return new Response('Session not found', { status: 404 });
  });
  const { last } = await messages(await callStateless({ secret, image, ...echo }));
  expect(last).toMatchObject({ id: 1, result: { content: [] } });
  expect(heard.filter(({ method }) => method === 'initialize')).toHaveLength(2);
});

test('a handshake that a bridge makes is given up on after 10 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const link = { send: async () => void vi.advanceTimersByTimeAsync(10_000), close: () => undefined };
  await expect(shakeHands({}, { link, hub: createHub() })).rejects.toMatchObject({
    code: 'upstream_timeout',
  });
});

/** A stream that says `text`, and ends where that is nothing. */
function streamOf(text: string): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (text === '') return controller.close();
      await scheduler.wait(20);
      controller.enqueue(new TextEncoder().encode(text));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
