import type { Result } from '../../shared/result.ts';
import type { Upstream } from '../images/catalogue.ts';
import { askUpstream } from './ask-upstream.ts';

/** The request headers an upstream may see. Everything else stays here, above all the caller's credential. */
const passedOn = [
  'accept',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'traceparent', // W3C Trace Context: whose trace a call belongs to. In `_meta` it passes as the bytes do.
  'tracestate',
];
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
  readonly signal: AbortSignal;
}

/** Sends a call to the image's upstream and gives its answer, not read yet. Refusals: those of `askUpstream`. */
export function callUpstream(call: UpstreamCall): Promise<Result<Response>> {
  const { request, method, body, upstream, endpoint, signal } = call;
  const url = endpoint ?? upstream.url;
  const headers = upstreamHeaders(call);
  return askUpstream({ upstream: { ...upstream, url }, verb: request.method, method, headers, body, signal });
}

/** What a client may see of an upstream's answer, besides its body. */
export function answerHeaders(answer: Response): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of passedBack) {
    const value = answer.headers.get(name);
    if (value !== null && visibleAscii.test(value)) headers.set(name, value);
  }
  return headers;
}

/** Whether an answer is a stream of events. */
export function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true;
}

function upstreamHeaders({ request, session, upstreamSession }: UpstreamCall): Headers {
  const headers = new Headers();
  // oxlint-disable-next-line unicorn/no-array-for-each -- no array; its iterator costs three times as much
  request.headers.forEach((value, name) => {
    const passes = passedOn.includes(name) || name.startsWith(passedOnPrefix);
    if (passes && visibleAscii.test(value)) headers.set(name, value);
  });
  if (session !== null) headers.set('keyharbor-session', session);
  if (upstreamSession !== null) headers.set('mcp-session-id', upstreamSession);
  return headers;
}
