import type { ErrorCode } from '../../shared/errors.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { afterwards, type After } from '../patience.ts';
import type { Upstream } from './catalogue.ts';

export interface UpstreamRequest {
  readonly method: string;
  /** By their names in lower case. Without the upstream's credential, which is added here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Ends the exchange. */
  readonly signal: AbortSignal;
  /** Called where it takes too long; must abort `signal`. */
  readonly giveUp: () => void;
  /** Until the first byte of the answer. */
  readonly patienceMs: number;
  readonly after?: After;
}

/**
 * One exchange with an upstream; gives its answer, not read yet.
 *
 * Never follows a redirect (it would carry headers to whoever it names) and never repeats anything. Refusals:
 * `upstream_unreachable` (or its own gateway says so: 502, 503, 504), `upstream_timeout`, `upstream_redirect`,
 * `upstream_invalid` (it fails, or refuses our own credential: not the client's fault, so not told as 401).
 */
export async function reachUpstream(
  { url, header }: Pick<Upstream, 'url' | 'header'>,
  { method, headers, body, signal, giveUp, patienceMs, after = afterwards }: UpstreamRequest,
): Promise<Result<Response>> {
  const sent = header === null ? headers : { ...headers, [header.name.toLowerCase()]: header.value };
  let isLate = false;
  const callOff = after(patienceMs, () => {
    isLate = true;
    giveUp();
  });
  try {
    const answer = await fetch(url, {
      method,
      headers: sent,
      body,
      redirect: 'manual',
      signal,
    });
    const fault = faultOf(answer.status);
    if (fault === null) return ok(answer);
    await answer.body?.cancel();
    return refuse(fault);
  } catch {
    return refuse(isLate ? 'upstream_timeout' : 'upstream_unreachable');
  } finally {
    callOff();
  }
}

function faultOf(status: number): ErrorCode | null {
  if (status >= 300 && status < 400) return 'upstream_redirect';
  if ([502, 503, 504].includes(status)) return 'upstream_unreachable';
  // Below 200 it switches to what nobody has asked it for.
  return status < 200 || status >= 500 || [401, 403, 407].includes(status) ? 'upstream_invalid' : null;
}
