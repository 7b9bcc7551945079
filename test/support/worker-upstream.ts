import { vi } from 'vitest';

/** What an image's upstream was asked. */
export interface Asked {
  readonly request: Request;
  readonly body: Uint8Array;
}

/**
 * Stands in for the upstream of every image: answers with `answer`, and remembers what it was asked. Here to see
 * the exact bytes and headers that leave the gateway; the real images are in the journeys.
 */
export function givenUpstream(
  answer: (request: Request) => Response | Promise<Response> = () => Response.json(emptyResult),
) {
  const asked: Asked[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    asked.push({ request, body: new Uint8Array(await request.clone().arrayBuffer()) });
    return answer(request);
  });
  return asked;
}

export const emptyResult = { jsonrpc: '2.0', id: 1, result: { tools: [] } };

/** An event stream that stays open until the gateway lets go of it. */
export function openStream() {
  const state = { cancelled: false };
  const encode = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  void writer.closed.catch(() => (state.cancelled = true));
  return {
    response: () => new Response(readable, { headers: { 'content-type': 'text/event-stream' } }),
    write: (text: string) => writer.write(encode.encode(text)),
    close: () => writer.close(),
    isCancelled: () => state.cancelled,
  };
}
