import type { ErrorCode } from '../../shared/errors.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { Upstream } from '../images/catalogue.ts';
import { reachUpstream } from '../images/reach-upstream.ts';
import { breakerOf } from './breaker.ts';
import { isRepeatable, patienceFor } from './endurance.ts';

const shortestPauseMs = 50;
const longestPauseMs = 250;

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

/**
 * Sends a call to the image's upstream and gives its answer, not read yet. What can be asked twice is, where the first
 * attempt reached nobody. Refusals: those of `reachUpstream`, and `upstream_suspended` while its host is given a rest.
 */
export async function callUpstream(call: UpstreamCall): Promise<Result<Response>> {
  const url = call.endpoint ?? call.upstream.url;
  const breaker = breakerOf(new URL(url).host);
  const wait = breaker.wait(Date.now());
  if (wait > 0) return refuse('upstream_suspended', { retry_after_ms: wait });
  const answer = await askUpToTwice(call, url);
  // Whoever hung up says nothing about the upstream.
  if (!call.signal.aborted) breaker.note(!answer.ok && isFailure(answer.code), Date.now());
  return answer;
}

async function askUpToTwice(call: UpstreamCall, url: string): Promise<Result<Response>> {
  const first = await ask(call, url);
  if (first.ok || first.code !== 'upstream_unreachable' || !isRepeatable(call.method)) return first;
  await scheduler.wait(shortestPauseMs + Math.random() * (longestPauseMs - shortestPauseMs));
  return call.signal.aborted ? first : ask(call, url);
}

function ask(call: UpstreamCall, url: string): Promise<Result<Response>> {
  const { request, body, upstream, signal } = call;
  const { method } = request;
  const patienceMs = patienceFor(call.method);
  return reachUpstream(
    { ...upstream, url },
    { method, headers: upstreamHeaders(call), body, signal, patienceMs },
  );
}

/** What an upstream does wrong that rest may cure. */
function isFailure(code: ErrorCode): boolean {
  return code === 'upstream_unreachable' || code === 'upstream_timeout';
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
