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

  async function changed(bytes: Uint8Array): Promise<string> {
    let text = '';
    for (const event of cut(decoder.decode(bytes, { stream: true })) ?? [null]) {
      const own = event && (await change(event));
      if (own === null) throw new Error('an event that cannot be judged');
      text += own;
    }
    return text;
  }

  // By hand, since the platform does not tell a source behind a TransformStream that its reader has gone.
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        for (let text = ''; text === '';) {
          const { value, done } = await reader.read();
          if (done) return controller.close();
          text = await changed(value);
          if (text !== '') controller.enqueue(new TextEncoder().encode(text));
        }
      } catch (error) {
        await reader.cancel(error).catch(() => undefined); // What failed was the source itself, perhaps.
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
