import { createEventCutter, type ServerEvent } from '../../shared/mcp/event-stream.ts';

/** Of one event; nothing that a client could use is larger. */
const mostCharacters = 4 * 1024 * 1024;

/**
 * The same stream, with each event as `change` gives it, text for text. It fails where `change` gives `null`, where an
 * event is larger than 4 MiB, and where the bytes are not UTF-8: what cannot be judged is not passed on.
 */
export function changeEvents(
  source: ReadableStream<Uint8Array>,
  change: (event: ServerEvent) => string | null | Promise<string | null>,
): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const cut = createEventCutter(mostCharacters);
  const reader = source.getReader();

  /** The bytes themselves where they hold whole events, and those stay as they are: nearly always. */
  async function changed(bytes: Uint8Array): Promise<Uint8Array | null> {
    const came = decoder.decode(bytes, { stream: true });
    let text = '';
    for (const event of cut(came) ?? [null]) {
      const changing = event && change(event);
      const own = changing instanceof Promise ? await changing : changing;
      if (own === null) throw new Error('an event that cannot be judged');
      text += own;
    }
    if (text === '') return null;
    const endsWhole = (bytes.at(-1) ?? 0) < 0x80; // Else the decoder has kept the beginning of a character.
    return text === came && endsWhole ? bytes : new TextEncoder().encode(text);
  }

  // By hand, since the platform does not tell a source behind a TransformStream that its reader has gone.
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) return controller.close();
          const own = await changed(value);
          if (own !== null) return controller.enqueue(own);
        }
      } catch (error) {
        await reader.cancel(error).catch(() => undefined); // What failed was the source itself, perhaps.
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
