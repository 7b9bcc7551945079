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

export const tick = 'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n';

/** The answer that ends such a stream. */
export const lastEvent = `event: message\ndata: ${JSON.stringify(emptyResult)}\n\n`;

/**
 * An event stream that ticks every few milliseconds until it is told to end or the gateway lets go of it.
 *
 * `response` must be called while the Worker asks: workerd lets no request touch streams that another one made.
 */
export function tickingStream() {
  const state = { ended: false, isCancelled: false };
  return {
    response() {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      void keepTicking(writable.getWriter(), state);
      return new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
    },
    end: () => void (state.ended = true),
    isCancelled: () => state.isCancelled,
  };
}

async function keepTicking(
  writer: WritableStreamDefaultWriter<Uint8Array>,
  state: { ended: boolean; isCancelled: boolean },
) {
  try {
    while (!state.ended) {
      await writer.write(new TextEncoder().encode(tick));
      await scheduler.wait(10);
    }
    await writer.write(new TextEncoder().encode(lastEvent));
    await writer.close();
  } catch {
    state.isCancelled = true; // The reader is gone, which is what some tests wait for.
  }
}
