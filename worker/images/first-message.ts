import { createEventCutter } from '../../shared/mcp/event-stream.ts';
import { isStream } from '../gateway/upstream.ts';

const most = 64 * 1024;

/** The first thing that an answer says: an event of its stream, or its whole body. */
export interface Message {
  /** `message` where it names none. */
  readonly event: string;
  /** Of JSON; the text where it is none. */
  readonly data: unknown;
}

/** Reads at most 64 KiB for it, then lets go of the answer; `null`: there was none. Never rejects. */
export async function firstMessage(answer: Response, signal: AbortSignal): Promise<Message | null> {
  const { body, ok } = answer;
  if (ok && body !== null) return read(body, isStream(answer), signal).catch(() => null);
  await body?.cancel();
  return null;
}

async function read(body: ReadableStream, ofEvents: boolean, signal: AbortSignal): Promise<Message | null> {
  const cut = createEventCutter(most);
  let text = '';
  // Leaving the loop lets go of the answer.
  for await (const piece of body.pipeThrough(new TextDecoderStream(), { signal })) {
    text += piece;
    if (text.length > most) return null;
    // Comments, pings and whatever else has no data do not count.
    const first = ofEvents ? cut(piece)?.find(({ data }) => data !== '') : undefined;
    if (first !== undefined) return { event: first.name, data: parse(first.data) };
  }
  return ofEvents ? null : { event: 'message', data: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
