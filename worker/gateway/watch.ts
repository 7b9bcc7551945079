import type { ErrorCode } from '../../shared/errors.ts';
import type { Detail } from '../../shared/result.ts';
import type { Objection, Stake } from '../gate/watchers.ts';
import { openEye, type Eye, type Overseer } from './eye.ts';

/** Most calls are over by then and cost no socket; the gates check again when one is opened. */
const graceMs = 250;

const nothing = (): void => undefined;

/** What holds a call for as long as it lasts. */
export interface Watch {
  /** Aborted when the call must end. */
  readonly signal: AbortSignal;
  /** Why it was aborted; `null` while it was not, and where its client has hung up. */
  code(): ErrorCode | null;
  /** What there is to know beyond that. */
  detail(): Detail | undefined;
  /** Ends the call, unless it is over. */
  end(why: Objection): void;
  /** The call is over by itself. */
  stop(): void;
}

/**
 * Holds a call until it is over, until it is ended, or until its client hangs up (`gone`), and watches the gates of its
 * `stake` on its behalf; `null`: it belongs to no session that could end. After `longestMs` it ends with `upstream_timeout`.
 *
 * Needs the request to be kept alive (`ctx.waitUntil`), else its timers stop without notice.
 */
export function watchCall(
  stake: Stake | null,
  gates: readonly (() => Overseer)[],
  { gone, longestMs }: { gone: AbortSignal; longestMs: number },
): Watch {
  // One signal and one timer for every reason: short calls cost what they set up.
  const abort = new AbortController();
  let objection: Objection | null = null;
  let over = false;
  let stopTimer = nothing;
  let eyes: readonly Eye[] = [];

  function stop(): void {
    over = true;
    clearTimeout(grace);
    stopTimer();
    for (const eye of eyes) eye.close();
  }

  function end(why: Objection): void {
    if (over) return;
    objection = why;
    stop();
    abort.abort();
  }

  function openEyes(): void {
    if (longestMs < Infinity) {
      const timer = setTimeout(() => end({ code: 'upstream_timeout' }), longestMs - graceMs);
      stopTimer = () => clearTimeout(timer);
    }
    if (stake !== null) eyes = gates.map((gate) => openEye(gate, stake, end));
  }

  const grace = setTimeout(openEyes, graceMs);
  gone.addEventListener('abort', () => abort.abort());
  const told = { code: () => objection?.code ?? null, detail: () => objection?.detail };
  return { signal: abort.signal, ...told, end, stop };
}
