import type { ErrorCode } from '../../shared/errors.ts';
import { createEventCutter, type ServerEvent } from '../../shared/mcp/event-stream.ts';
import { member } from '../../shared/mcp/member.ts';
import { utf8 } from '../../shared/mcp/utf8.ts';
import { parseJson } from '../../shared/parse-json.ts';
import type { Detail } from '../../shared/result.ts';
import { askUpstream } from '../gateway/ask-upstream.ts';
import { isJson, isStream, type Trace } from '../gateway/upstream.ts';
import { readBytes } from '../http/body.ts';
import type { Upstream } from '../images/catalogue.ts';

/** Of one message. */
const largest = 4 * 1024 * 1024;

/** A connection to an upstream that is held for one session; speaks the messages of the legacy era. */
export interface Link {
  /** Hands a message over, as part of `trace`. What comes back is received, not answered. Throws a `LinkFault`. */
  send(message: string, trace?: Trace): Promise<void>;
}

/** What an upstream knows a session of its own by. */
export type SessionHeaders = Readonly<Record<string, string>>;

/** What a link needs to be opened. */
export interface LinkOptions {
  readonly upstream: Upstream;
  /** Hears each message of the server. */
  readonly receive: (message: string) => void;
  /** Hears that nothing more will come of the message of that id, and why. */
  readonly over: (id: unknown, code: ErrorCode) => void;
  /** Hears that the upstream opened a session of its own, and the headers that name it there. */
  readonly opened: (named: SessionHeaders) => void;
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
  readonly detail: Detail | undefined;

  constructor(code: ErrorCode, detail?: Detail) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

/** Whatever went wrong, as it may be told. */
export function faultOf(error: unknown): LinkFault {
  return error instanceof LinkFault ? error : new LinkFault('upstream_invalid');
}

/** What goes over a link. */
export interface Exchange {
  /** Of HTTP. */
  readonly verb: string;
  /** Of the message; left out: there is none. */
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** An answer of JSON is one whatever its status: errors of 2026-07-28 have statuses of their own. */
  readonly hearsErrors?: boolean;
}

/**
 * Asks an upstream as `askUpstream` does, with our session's id. Throws its refusals, `session_not_found` where it has
 * forgotten the session that is named, and `upstream_invalid` for whatever else it refuses.
 */
export async function exchange(
  url: string,
  { upstream, session, signal }: LinkOptions,
  { verb, method = '', headers: own, body, hearsErrors }: Exchange,
): Promise<Response> {
  const headers = { ...own, 'keyharbor-session': session };
  const patience = new AbortController(); // Of this exchange alone: the link goes on.
  const bytes = body === undefined ? null : new TextEncoder().encode(body);
  const answer = await askUpstream({
    upstream: { ...upstream, url },
    verb,
    method,
    headers,
    body: bytes,
    signal: AbortSignal.any([signal, patience.signal]),
    giveUp: () => patience.abort(),
  });
  if (!answer.ok) throw new LinkFault(answer.code, answer.detail);
  if (answer.value.status < 400 || (hearsErrors && isJson(answer.value))) return answer.value;
  await answer.value.body?.cancel();
  const isForgotten = answer.value.status === 404 && 'mcp-session-id' in own;
  throw new LinkFault(isForgotten ? 'session_not_found' : 'upstream_invalid');
}

/** Of a request or notification; empty for an answer. */
export function methodOf(text: string): string {
  const method = member(parseJson(text), 'method');
  return typeof method === 'string' ? method : '';
}

/** Reads what an upstream answers, one message or a stream of them, until it ends, whichever side ends it. */
export async function readMessages(answer: Response, hear: (message: string) => void): Promise<void> {
  const body: ReadableStream<Uint8Array> | null = answer.body; // The platform leaves open what is read from it.
  if (body === null || answer.status === 202) return;
  if (isStream(answer))
    return eachEvent(body, ({ name, data }) => {
      if (name === 'message' && data !== '') hear(data);
    });
  if (!isJson(answer)) return body.cancel();
  const text = await readBytes(answer, largest).then(utf8, () => null); // Lost or too large: as if nothing had come.
  if (text !== null && parseJson(text) !== undefined) hear(text);
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
