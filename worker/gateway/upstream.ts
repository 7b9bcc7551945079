import type { Result } from '../../shared/result.ts';
import type { Upstream } from '../images/catalogue.ts';
import { askUpstream } from './ask-upstream.ts';
import type { Watch } from './watch.ts';

/** W3C Trace Context: whose trace a call belongs to. In `_meta` it passes as the bytes do. */
const traceHeaders = ['traceparent', 'tracestate'];
export type Trace = Readonly<Record<string, string>>;

/** The request headers an upstream may see. Everything else stays here, above all the caller's credential. */
const passedOn = new Set([
  'accept',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  ...traceHeaders,
]);
const passedOnPrefix = 'mcp-param-';
const visibleAscii = /^[\x20-\x7e]*$/;

/** The answer headers a client may see. */
const passedBack = ['content-type', 'mcp-protocol-version', 'retry-after', 'x-accel-buffering'];

export interface UpstreamCall {
  readonly request: Request;
  /** Of the message; empty where there is none. */
  readonly method: string;
  /** The original bytes; `null` for GET and DELETE. */
  readonly body: Uint8Array | null;
  readonly upstream: Upstream;
  /** Where it goes, if not to the upstream's own URL; of the same origin. */
  readonly endpoint: string | null;
  /** Our session, so that a stateless upstream can keep its calls together; `null`: none. */
  readonly session: string | null;
  /** The upstream's own legacy session id. */
  readonly upstreamSession: string | null;
  readonly watch: Pick<Watch, 'signal' | 'giveUp' | 'after'>;
}

/** Sends a call to the image's upstream and gives its answer, not read yet. Refusals: those of `askUpstream`. */
export function callUpstream(call: UpstreamCall): Promise<Result<Response>> {
  const { request, method, body, upstream, endpoint, watch } = call;
  const { signal, giveUp, after } = watch;
  const url = endpoint ?? upstream.url;
  const headers = upstreamHeaders(call);
  const asked = { upstream: { ...upstream, url }, verb: request.method, method, headers, body };
  return askUpstream({ ...asked, signal, giveUp, after });
}

/** The trace headers of a request, as far as an upstream may see them. */
export function traceOf(headers: Headers): Trace {
  const sent = traceHeaders.map((name) => [name, headers.get(name)] as const);
  return Object.fromEntries(
    sent.flatMap(([name, value]) => (value !== null && visibleAscii.test(value) ? [[name, value]] : [])),
  );
}

/** What a client may see of an upstream's answer, besides its body. */
export function answerHeaders({ headers }: Response): Record<string, string> {
  const shown: Record<string, string> = { 'cache-control': 'no-store' };
  for (const name of passedBack) {
    const value = headers.get(name);
    if (value !== null && visibleAscii.test(value)) shown[name] = value;
  }
  return shown;
}

/** Whether an answer is a stream of events. */
export function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true;
}

/** Whether an answer is JSON in one piece. */
export function isJson({ headers }: Response): boolean {
  return /^application\/json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');
}

function upstreamHeaders({ request, session, upstreamSession }: UpstreamCall): Record<string, string> {
  const sent: Record<string, string> = {};
  // oxlint-disable-next-line unicorn/no-array-for-each -- no array; its iterator costs three times as much
  request.headers.forEach((value, name) => {
    const passes = passedOn.has(name) || name.startsWith(passedOnPrefix);
    if (passes && visibleAscii.test(value)) sent[name] = value;
  });
  if (session !== null) sent['keyharbor-session'] = session;
  if (upstreamSession !== null) sent['mcp-session-id'] = upstreamSession;
  return sent;
}
