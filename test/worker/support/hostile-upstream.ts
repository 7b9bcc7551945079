import { callLegacy, callStateless, givenKey, initialize } from './calls.ts';
import { handshake, version, type Rpc } from './eras.ts';
import type { Answer } from './hostile-answers.ts';
import { givenImage } from './images.ts';
import { givenUpstream } from './upstream.ts';

/** How an upstream is met: by a client of its own era, or over a bridge from the other. */
export const ways = ['stateless', 'legacy', 'bridge to sessions', 'bridge to none'] as const;
export type Way = (typeof ways)[number];
let hosts = 0;
let key: ReturnType<typeof givenKey> | undefined; // One for all: what an upstream does is nothing to it.

/** What a client is told of a call that its upstream answers so. */
export async function askHostile(
  answer: Answer,
  method = 'tools/call',
  way: Way = 'stateless',
): Promise<Response> {
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
