/** Stands in whatever an upstream says that no client may see. */
export const internal = 'internal-7c0ffee';
const result = { content: [{ type: 'text', text: 'fine' }] };
export const good = JSON.stringify({ jsonrpc: '2.0', id: 1, result });
export const other = (fields: object) => JSON.stringify({ jsonrpc: '2.0', ...fields });
const MiB = 1024 * 1024;

export type Answer = () => Response;

export const json = (body: BodyInit | null, headers: object = {}): Answer => {
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
export const stream =
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
export const event = (data: string) => `event: message\ndata: ${data}\n\n`;
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
    ['answers under an ID in large letters', json(good.replace('"id"', '"ID"'))],
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
    ['streams a question under an Id', stream([event(question(9).replace('"id"', '"Id"'))])],
    ['streams an answer that asks', stream([event(other({ id: 1, method: 'a', result: { internal } }))])],
    ['streams bad UTF-8', stream(['data: {"id": "', bytes(0xff, 0xfe), '"}\n\n'])],
    ['streams half a character', stream(['data: ', bytes(0xe2, 0x82)])],
    ['streams an event of more than 4 MiB', stream(Array.from({ length: 5 }, () => 'a'.repeat(MiB)))],
    ['streams more than 64 MiB', stream(Array.from({ length: 65 }, () => `data: ${'a'.repeat(MiB)}\n\n`))],
  ],
} satisfies Record<string, readonly (readonly [string, Answer])[]>;

export const cases = Object.entries(behaviours).flatMap(([code, each]) =>
  each.map(([name, answer]) => ({ name, answer, code })),
);

/** What is only taken out: the answer comes through. */
export const mended: readonly (readonly [string, readonly string[]])[] = [
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
