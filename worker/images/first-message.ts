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
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = await read(answer, isStream, signal).catch(() => null);
  if (text === null || !answer.ok) return null;
  return isStream ? fromEvent(text) : { event: 'message', data: parse(text) };
}

async function read(answer: Response, untilEvent: boolean, signal: AbortSignal): Promise<string | null> {
  let text = '';
  // Leaving the loop lets go of the answer.
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream(), { signal }) ?? []) {
    text += part;
    if (text.length > most) return null;
    if (untilEvent && whole.test(text)) return text;
  }
  return text;
}

/** An event with data, up to the empty line that ends it. Comments and pings before it do not count. */
const whole = /(?:^|\r?\n)data:[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n/;

function fromEvent(text: string): Message | null {
  const end = whole.exec(text);
  if (end === null) return null;
  const lines = text.slice(0, end.index + end[0].length).split(/\r?\n/);
  const last = (name: string) =>
    lines.findLast((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
  const event = last('event')?.trim() ?? 'message';
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
  return { event, data: parse(data.join('\n')) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
