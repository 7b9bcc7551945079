import { send } from './calls.ts';
import { givenUpstream } from './upstream.ts';

/**
 * An HTTP+SSE upstream that names `endpoint`, and then says what it is given to say. It looks for that by itself: workerd
 * lets no test write to a stream that a request made.
 */
export function givenSseUpstream(endpoint = '/messages?sid=7') {
  const state = { gone: false, closed: false, said: [`event: endpoint\r\ndata: ${endpoint}\r\n\r\n`] };
  const asked = givenUpstream(({ method }) => {
    if (method === 'POST') return new Response('Accepted', { status: 202 });
    const readable = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await scheduler.wait(10);
        if (state.closed) return controller.close();
        controller.enqueue(new TextEncoder().encode(state.said.shift() ?? ': still here\n\n'));
      },
      cancel: () => void (state.gone = true),
    });
    return new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
  });
  return { asked, state };
}

/** What the client hears next, keep-alives left out. */
export async function next(reader: ReadableStreamDefaultReader<string>): Promise<string | undefined> {
  for (;;) {
    const { value } = await reader.read();
    const heard = value?.replaceAll(': still here\n\n', '');
    if (heard !== '') return heard;
  }
}

/** Opens a session; where its messages go, and what comes after that. */
export async function openSse(secret: string, path = '/sse/linux_latest') {
  const response = await send(path, {
    headers: { authorization: `Bearer ${secret}`, accept: 'text/event-stream' },
  });
  if (response.body === null) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const first = (await next(reader)) ?? '';
  return { response, reader, endpoint: /^event: endpoint\ndata: (\S+)\n\n$/.exec(first)?.[1] ?? first };
}

/** A call, as a client of HTTP+SSE posts it. */
export const tools =
  '{"jsonrpc":"2.0", "id":5, "method":"tools/call", "params":{"name":"ls","arguments":{"n":9007199254740993}}}';

/** Posts a message of a session. */
export function post(path: string, headers: Record<string, string>, body = tools) {
  return send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}
