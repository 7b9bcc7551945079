import type { MessageId } from '../../shared/mcp/envelope.ts';
import { farewellEvent } from '../../shared/mcp/refusal.ts';
import type { Watch } from './watch.ts';

export interface Relayed {
  readonly source: ReadableStream<Uint8Array>;
  readonly watch: Watch;
  /** Of the request that the stream answers; `null`: it answers none. */
  readonly id: MessageId | null;
  /** Done once the stream is over, whichever side ended it. */
  readonly atEnd?: () => Promise<void>;
}

/**
 * Passes an event stream on, byte for byte, until it ends or its `watch` says that it must.
 *
 * A stream that is cut ends cleanly, with a last event that says why: aborting it instead would look like a
 * network failure to the client. The upstream is let go of in every case.
 */
export function relay(relayed: Relayed, ctx: ExecutionContext): ReadableStream {
  const { readable, writable } = new IdentityTransformStream();
  // Keeps the request alive: without it, callbacks and timers stop silently once the answer is handed over.
  ctx.waitUntil(pump(relayed, writable).then(relayed.atEnd));
  return readable;
}

async function pump({ source, watch, id }: Relayed, writable: WritableStream): Promise<void> {
  const options = { signal: watch.signal, preventAbort: true, preventClose: true };
  const whole = await source.pipeTo(writable, options).then(
    () => true,
    () => false,
  );
  watch.stop();
  try {
    const writer = writable.getWriter();
    if (!whole)
      await writer.write(
        new TextEncoder().encode(
          `\n\n${farewellEvent(watch.code() ?? 'upstream_invalid', id, watch.detail())}`,
        ),
      );
    await writer.close();
  } catch {
    // The client has gone: there is nobody left to tell.
  }
}
