import type { Result } from '../../shared/result.ts';
import type { Upstream } from '../images/catalogue.ts';
import { reachUpstream } from '../images/reach-upstream.ts';

/** Until the first byte of an answer. A call that streams its progress may take longer. */
const patienceMs = 300_000;

/** The request headers an upstream may see. Everything else stays here, above all the caller's credential. */
const passedOn = [
  'accept',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
];
const passedOnPrefix = 'mcp-param-';
const visibleAscii = /^[\x20-\x7e]*$/;

/** The answer headers a client may see. */
const passedBack = ['content-type', 'mcp-protocol-version', 'retry-after', 'x-accel-buffering'];

export interface UpstreamCall {
  readonly request: Request;
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

/** Sends a call to the image's upstream and gives its answer, not read yet. Refusals: those of `reachUpstream`. */
export function callUpstream(call: UpstreamCall): Promise<Result<Response>> {
  const { request, body, upstream, endpoint, signal } = call;
  const { method } = request;
  const to = { ...upstream, url: endpoint ?? upstream.url };
  return reachUpstream(to, { method, headers: upstreamHeaders(call), body, signal, patienceMs });
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
