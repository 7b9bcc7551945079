import type { Sink } from './hub.ts';
import type { Waiter } from './waiting-calls.ts';

export interface SinkOptions {
  /** Its reader has left. */
  readonly gone: () => void;
  readonly waiter?: Waiter;
  /** What it begins with. */
  readonly first?: string;
  /** `late` is called where nothing is written within `patienceMs`, and nothing was before. */
  readonly patience?: { readonly patienceMs: number; readonly late: () => void };
}

/** An event stream that a hub writes to, and the answer that carries it. */
export function openSink({ gone, waiter, first = '', patience }: SinkOptions): {
  readonly sink: Sink;
  readonly response: Response;
} {
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const timer = patience && setTimeout(patience.late, patience.patienceMs);
  const stop = () => clearTimeout(timer ?? null);
  const leave = () => {
    stop();
    gone();
  };
  writer.closed.catch(leave).finally(waiter?.over);
  waiter?.gone.addEventListener('abort', leave);
  const write = (text: string) => void writer.write(encoder.encode(text)).catch(() => undefined);
  if (first !== '') write(first);
  return {
    sink: {
      // Whoever reads has gone where this fails, which `gone` has heard.
      write(message) {
        stop();
        write(eventOf(message));
      },
      end() {
        stop();
        void writer.close().catch(() => undefined);
      },
    },
    response: new Response(readable, { headers: { 'content-type': 'text/event-stream' } }),
  };
}

function eventOf(message: string): string {
  const lines = message.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
  return `event: message\n${lines.join('\n')}\n\n`;
}
