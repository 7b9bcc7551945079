import type { ErrorCode } from '../../shared/errors.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Upstream } from './catalogue.ts';

export interface UpstreamRequest {
  readonly method: string;
  /** Without the upstream's credential, which is added here. */
  readonly headers: Headers;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
  /** Until the first byte of the answer. */
  readonly patienceMs: number;
}

/**
 * One exchange with an upstream; gives its answer, not read yet.
 *
 * Never follows a redirect (it would carry headers to whoever it names) and never repeats anything. Refusals:
 * `upstream_unreachable` (or its own gateway says so: 502, 503, 504), `upstream_timeout`, `upstream_redirect`,
 * `upstream_invalid` (it fails, or refuses our own credential: not the client's fault, so not told as 401).
 */
export async function reachUpstream(
  { url, header }: Upstream,
  { method, headers, body, signal, patienceMs }: UpstreamRequest,
): Promise<Result<Response>> {
  if (header !== null) headers.set(header.name, header.value);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  try {
    const aborted = AbortSignal.any([signal, patience.signal]);
    const answer = await fetch(url, { method, headers, body, redirect: 'manual', signal: aborted });
    const fault = faultOf(answer.status);
    if (fault === null) return ok(answer);
    await answer.body?.cancel();
    return refuse(fault);
  } catch {
    return refuse(patience.signal.aborted ? 'upstream_timeout' : 'upstream_unreachable');
  } finally {
    clearTimeout(timer);
  }
}

function faultOf(status: number): ErrorCode | null {
  if (status >= 300 && status < 400) return 'upstream_redirect';
  if (status === 502 || status === 503 || status === 504) return 'upstream_unreachable';
  if (status >= 500) return 'upstream_invalid';
  return status === 401 || status === 403 || status === 407 ? 'upstream_invalid' : null;
}
