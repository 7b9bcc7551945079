import type { ErrorCode } from '../../shared/errors.ts';
import { createEventCutter, type ServerEvent } from '../../shared/mcp/event-stream.ts';
import { isStream } from '../gateway/upstream.ts';
import { readBytes } from '../http/body.ts';
import type { Upstream } from '../images/catalogue.ts';

/** Of one message. */
const largest = 4 * 1024 * 1024;

/** A connection to an upstream that is held for one session; speaks the messages of the legacy era. */
export interface Link {
  /** Hands a message over. What comes back is received, not answered. Throws a `LinkFault`. */
  send(message: string): Promise<void>;
  close(): void;
}

/** What a link needs to be opened. */
export interface LinkOptions {
  readonly upstream: Upstream;
  /** Hears each message of the server. */
  readonly receive: (message: string) => void;
  /** Hears that the upstream ended the connection. */
  readonly lost: () => void;
  /** Closes it, from the outside. */
  readonly signal: AbortSignal;
  /** Our session's id, for upstreams that keep calls together by it. */
  readonly session: string;
}

/** Why an upstream cannot be spoken with. */
export class LinkFault extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** Asks an upstream, with its credential. Throws `upstream_unreachable`, `upstream_redirect` and `upstream_invalid`. */
export async function askUpstream(
  url: string,
  { upstream, session, signal }: LinkOptions,
  init: { method: string; headers: Readonly<Record<string, string>>; body?: string },
): Promise<Response> {
  const { header } = upstream;
  const credential = header === null ? {} : { [header.name]: header.value };
  const own = { ...init.headers, ...credential, 'keyharbor-session': session };
  const answer = await fetch(url, { ...init, headers: own, redirect: 'manual', signal }).catch(() => {
    throw new LinkFault('upstream_unreachable');
  });
  if (answer.status < 300) return answer;
  await answer.body?.cancel();
  throw new LinkFault(answer.status < 400 ? 'upstream_redirect' : 'upstream_invalid');
}

/** Reads what an upstream answers, one message or a stream of them, until it ends, whichever side ends it. */
export async function readMessages(answer: Response, hear: (message: string) => void): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = answer.body; // The platform leaves open what is read from it.
  if (body === null || answer.status === 202) return;
  if (isStream(answer))
    return eachEvent(body, ({ name, data }) => {
      if (name === 'message' && data !== '') hear(data);
    });
  const text = await readBytes(body, largest).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '', // Lost or too large: as if nothing had come.
  );
  if (text !== '') hear(text);
}

/** Reads the events of a stream until it ends, whichever side ends it. */
export async function eachEvent(
  body: ReadableStream<Uint8Array>,
  hear: (event: ServerEvent) => void,
): Promise<void> {
  const cut = createEventCutter(largest);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const bytes of body) {
      const events = cut(decoder.decode(bytes, { stream: true }));
      if (events === null) return;
      events.forEach(hear);
    }
  } catch {
    // Lost, cut or not UTF-8: over either way.
  }
}
