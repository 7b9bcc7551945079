import type { MessageId } from '../../shared/mcp/envelope.ts';
import { farewellEvent } from '../../shared/mcp/refusal.ts';
import type { Watch } from './watch.ts';

/**
 * Passes an event stream on, byte for byte, until it ends or `watch` says that it must.
 *
 * A stream that is cut ends cleanly, with a last event that says why: aborting it instead would look like a
 * network failure to the client. The upstream is let go of in every case.
 */
export function relay(
  source: ReadableStream<Uint8Array>,
  watch: Watch,
  id: MessageId | null,
  ctx: ExecutionContext,
): ReadableStream {
  const { readable, writable } = new IdentityTransformStream();
  // Keeps the request alive: without it, callbacks and timers stop silently once the answer is handed over.
  ctx.waitUntil(pump(source, writable, watch, id));
  return readable;
}

async function pump(
  source: ReadableStream,
  writable: WritableStream,
  watch: Watch,
  id: MessageId | null,
): Promise<void> {
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
        new TextEncoder().encode(`\n\n${farewellEvent(watch.code() ?? 'upstream_invalid', id)}`),
      );
    await writer.close();
  } catch {
    // The client has gone: there is nobody left to tell.
  }
}
