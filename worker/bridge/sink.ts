import type { Sink } from './hub.ts';

/**
 * An event stream that a hub writes to, and the answer that carries it; it begins with `first`. `gone` is called once its
 * reader leaves.
 */
export function openSink(gone: () => void, first = ''): { readonly sink: Sink; readonly response: Response } {
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  writer.closed.catch(gone);
  const write = (text: string) => void writer.write(encoder.encode(text)).catch(() => undefined);
  if (first !== '') write(first);
  return {
    sink: {
      // Whoever reads has gone where this fails, which `gone` has heard.
      write: (message) => write(eventOf(message)),
      end: () => void writer.close().catch(() => undefined),
    },
    response: new Response(readable, { headers: { 'content-type': 'text/event-stream' } }),
  };
}

function eventOf(message: string): string {
  const lines = message.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
  return `event: message\n${lines.join('\n')}\n\n`;
}
