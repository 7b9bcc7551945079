import { afterEach, expect, test, vi } from 'vitest';

import { callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { handshake, version, type Rpc } from './support/eras.ts';
import { givenImage } from './support/images.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** Stands in whatever an upstream says that no client may see. */
const internal = 'internal-7c0ffee';
const result = { content: [{ type: 'text', text: 'fine' }] };
const good = JSON.stringify({ jsonrpc: '2.0', id: 1, result });
const other = (fields: object) => JSON.stringify({ jsonrpc: '2.0', ...fields });
const MiB = 1024 * 1024;

type Answer = () => Response;

const json = (body: BodyInit | null, headers: object = {}): Answer => {
  return () => new Response(body, { headers: { 'content-type': 'application/json', ...headers } });
};
const typed =
  (type: string, body: string): Answer =>
  () =>
    new Response(body, { headers: { 'content-type': type } });
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response([204, 304].includes(code) ? null : internal, { status: code, headers });

/** An event stream of these pieces, each as it would come over the wire; `breaks`: and then the connection is lost. */
const stream =
  (pieces: readonly (string | Uint8Array)[], breaks = false): Answer =>
  () => {
    const left = [...pieces];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = left.shift();
        if (piece !== undefined)
          return controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
        return breaks ? controller.error(new Error(internal)) : controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
const event = (data: string) => `event: message\ndata: ${data}\n\n`;
const notice = event(other({ method: 'notifications/progress', params: { progressToken: 1 } }));
const question = (id: unknown, method = 'sampling/createMessage') =>
  other({ id, method, params: { text: internal } });
const bytes = (...values: number[]) => new Uint8Array(values);

const redirects = [300, 301, 302, 303, 305, 307, 308].map(
  (code) => [`redirects with ${code}`, status(code, { location: `http://127.0.0.1/${internal}` })] as const,
);

/** What an upstream may do, by what the client is told of it. */
const behaviours = {
  upstream_redirect: [...redirects, ['answers 304', status(304)]],
  upstream_unreachable: [
    [
      'cannot be connected to',
      () => {
        throw new Error(`connect ECONNREFUSED ${internal}`);
      },
    ],
    ['answers 502', status(502)],
    ['answers 503 and asks for patience', status(503, { 'retry-after': '86400' })],
    ['answers 504', status(504)],
  ],
  upstream_invalid: [
    ['refuses our credential', status(401, { 'www-authenticate': `Bearer realm="${internal}"` })],
    ['forbids it', status(403)],
    ['asks for a proxy’s credential', status(407)],
    ['fails with 500', status(500)],
    ['fails with 599', status(599)],
    ['answers nothing (204)', status(204)],
    ['only takes what it must answer (202)', status(202)],
    ['sends an empty body', json('')],
    ['sends no content type', () => new Response(new TextEncoder().encode(good))],
    ['sends a page', typed('text/html', `<html>${internal}</html>`)],
    ['sends JSON as text', typed('text/plain', good)],
    ['sends JSON as another JSON', typed('application/jsonp', good)],
    ['sends no JSON', json(`{"jsonrpc": ${internal}`)],
    ['sends half of its JSON', json(good.slice(0, -1))],
    ['sends two answers in one', json(good + good)],
    ['sends an array', json(`[${good}]`)],
    ['sends a text', json(`"${internal}"`)],
    ['sends null', json('null')],
    ['sends a byte order mark', json(`\uFEFF${good}`)],
    ['sends UTF-16', json(new Uint8Array(Uint16Array.from(good, (char) => char.charCodeAt(0)).buffer))],
    ['sends bad UTF-8', json(new Uint8Array([...new TextEncoder().encode(good.slice(0, -3)), 0xff, 0xc0]))],
    ['sends gzip without saying so', json(bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3))],
    ['answers another request', json(other({ id: 2, result: { internal } }))],
    ['answers the id as a text', json(other({ id: '1', result: { internal } }))],
    ['answers without an id', json(other({ result: { internal } }))],
    ['answers neither result nor error', json(other({ id: 1, internal }))],
    ['answers both result and error', json(other({ id: 1, result, error: { code: 1, message: internal } }))],
    ['asks instead of answering', json(question(1))],
    ['sends more than 4 MiB of JSON', json(`{"a":"${internal.repeat(280_000)}"}`)],
    ['ends its stream at once', stream([])],
    ['sends comments only', stream([': a\n\n', ': b\n\n'])],
    ['sends notifications and no answer', stream([notice, notice])],
    ['breaks off in the middle', stream([notice], true)],
    ['does not end its last event', stream([notice, event(good).slice(0, -1)])],
    ['streams the answer to another request', stream([event(other({ id: 2, result: { internal } }))])],
    ['streams an array of answers', stream([event(`[${good}, ${question(7)}]`)])],
    ['streams what is no JSON', stream([event(`{"id": ${internal}`)])],
    ['streams result and error together', stream([event(other({ id: 1, result, error: { internal } }))])],
    ['streams an answer that asks', stream([event(other({ id: 1, method: 'a', result: { internal } }))])],
    ['streams bad UTF-8', stream(['data: {"id": "', bytes(0xff, 0xfe), '"}\n\n'])],
    ['streams half a character', stream(['data: ', bytes(0xe2, 0x82)])],
    ['streams an event of more than 4 MiB', stream(Array.from({ length: 5 }, () => 'a'.repeat(MiB)))],
    ['streams more than 64 MiB', stream(Array.from({ length: 65 }, () => `data: ${'a'.repeat(MiB)}\n\n`))],
  ],
} satisfies Record<string, readonly (readonly [string, Answer])[]>;

const cases = Object.entries(behaviours).flatMap(([code, each]) =>
  each.map(([name, answer]) => ({ name, answer, code })),
);

/** How an upstream is met: by a client of its own era, or over a bridge from the other. */
const ways = ['stateless', 'legacy', 'bridge to sessions', 'bridge to none'] as const;
type Way = (typeof ways)[number];
let hosts = 0;
let key: ReturnType<typeof givenKey> | undefined; // One for all: what an upstream does is nothing to it.

async function ask(answer: Answer, method = 'tools/call', way: Way = 'stateless'): Promise<Response> {
  hosts += 1;
  const { id: image } = await givenImage({ url: `https://hostile${hosts}.example/mcp` });
  const { secret } = await (key ??= givenKey());
  givenUpstream(async (request) => {
    const greeted = way === 'stateless' ? null : await greeting(request, way);
    return greeted ?? (way === 'bridge to sessions' ? underOwnId(answer()) : answer());
  });
  const call = { secret, image, method, params: { name: 'echo' } };
  if (way === 'stateless' || way === 'bridge to sessions') return callStateless(call);
  return callLegacy({ ...call, headers: { 'mcp-session-id': await initialize(secret, image) } });
}

/** What it says, still well-behaved, until it is called; `null`: it is. */
async function greeting(request: Request, way: Way): Promise<Response | null> {
  if (request.method !== 'POST') return new Response(null, { status: 405 });
  const { id, method }: Rpc = await request.json();
  const told = (fields: object, init: ResponseInit = {}) =>
    Response.json({ jsonrpc: '2.0', id, ...fields }, init);
  if (way === 'bridge to none') {
    const fault = { code: -32022, message: 'no', data: { supported: [version] } };
    if (method === 'initialize') return told({ error: fault }, { status: 400 });
    const found = { resultType: 'complete', supportedVersions: [version], capabilities: { tools: {} } };
    return method === 'server/discover' ? told({ result: found }) : null;
  }
  if (method === 'initialize')
    return told({ result: handshake }, { headers: { 'mcp-session-id': 'theirs' } });
  if (!request.headers.has('mcp-session-id')) return new Response('no session', { status: 400 });
  return id === undefined ? new Response(null, { status: 202 }) : null;
}

/** A bridge to sessions asks under ids of its own: where an answer has the id of the client's call, it is meant to be right. */
function underOwnId({ body, status: code, headers }: Response): Response {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const own = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      try {
        const text = decoder.decode(piece).replaceAll('"id":1,', '"id":"keyharbor-1",');
        controller.enqueue(new TextEncoder().encode(text));
      } catch {
        controller.enqueue(piece); // No text, which is what is wrong with it.
      }
    },
  });
  return new Response(body?.pipeThrough(own) ?? null, { status: code, headers });
}

/** In the legacy era a stream may end before its answer, which can come on another: nothing is wrong then. */
const mayEndOpen = [
  'ends its stream at once',
  'sends comments only',
  'sends notifications and no answer',
  'does not end its last event',
  'streams the answer to another request',
  'streams an array of answers',
  'streams half a character',
];

test.each(cases)('an upstream that $name: the call ends with $code, and shows nothing of it', async (row) => {
  for (const way of ways) {
    const response = await ask(row.answer, 'tools/call', way);
    const text = await response.text();
    const last = text.split('\n').findLast((line) => line.includes('"error"')) ?? '{}';
    const isOpen = way === 'legacy' && mayEndOpen.includes(row.name);
    const told = isOpen ? {} : { id: 1, error: { data: { code: row.code } } };
    expect(JSON.parse(last.replace(/^data: /, '')), way).toMatchObject(told);
    expect(text.includes('"result"'), way).toBe(false);
    expect(response.status, way).toBe(200);
    expect(text, way).not.toContain(internal);
    expect(JSON.stringify([...response.headers]), way).not.toMatch(/7c0ffee|86400/);
    vi.restoreAllMocks();
  }
});

/** What is only taken out: the answer comes through. */
const mended: readonly (readonly [string, readonly string[]])[] = [
  ['asks the client something', [event(question(9))]],
  ['asks with an id that is spelled with escapes', [event(question(9).replace('"id"', '"\\u0069d"'))]],
  ['asks for input', [event(question('a', 'elicitation/create'))]],
  ['asks for roots under the id of the call', [event(question(1, 'roots/list'))]],
  ['answers another request before', [event(other({ id: 'x', result: { internal } }))]],
  [
    'answers with an id that nobody gave',
    [event(other({ id: null, error: { code: 1, message: internal } }))],
  ],
  ['drips its answer byte by byte', notice.split('')],
  ['sends comments in between', [': still there\n\n']],
];

test.each(mended)('an upstream that %s is heard without that', async (_name, before) => {
  for (const way of ['stateless', 'bridge to sessions', 'bridge to none'] as const) {
    const text = await (await ask(stream([...before, event(good)]), 'tools/call', way)).text();
    expect(text, way).toContain(way === 'bridge to sessions' ? '"text":"fine"' : event(good));
    expect(text, way).not.toContain(internal);
    expect(text, way).not.toContain('"error"');
    vi.restoreAllMocks();
  }
});

test.each(ways)('an upstream that answers twice is heard once (%s)', async (way) => {
  const twice = stream([event(good), event(other({ id: 1, result: { internal } }))]);
  const text = await (await ask(twice, 'tools/call', way)).text();
  expect(text.match(/"result"/g)).toHaveLength(1);
  expect(text).toContain('"text":"fine"');
});

test('of an upstream’s headers the client sees those of the protocol alone', async () => {
  const response = await ask(
    json(good, {
      'set-cookie': `a=${internal}`,
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
      'cache-control': 'public, max-age=3600',
      'strict-transport-security': 'max-age=0',
      'www-authenticate': `Bearer realm="${internal}"`,
      'mcp-session-id': internal,
      location: `http://${internal}`,
      server: internal,
      link: `<http://${internal}>`,
      refresh: `0; url=http://${internal}`,
      'x-internal': internal,
    }),
  );
  const headers = Object.fromEntries(response.headers);
  expect(headers).toEqual({ 'cache-control': 'no-store', 'content-type': 'application/json' });
  expect(await response.text()).toBe(good);
});

test('a list that calls itself public is private, and not kept for long', async () => {
  const list = { tools: [], cacheScope: 'public', ttlMs: 3_600_000 };
  const response = await ask(json(other({ id: 1, result: list })), 'tools/list');
  expect(await response.json()).toMatchObject({ result: { cacheScope: 'private', ttlMs: 30_000 } });
});

test('the suite knows at least forty ways to behave badly', () => {
  expect(cases.length + mended.length).toBeGreaterThanOrEqual(40);
});
