import type { ErrorCode } from '../../shared/errors.ts';
import type { Detail } from '../../shared/result.ts';
import type { Objection, Stake } from '../gate/watchers.ts';
import type { After } from '../patience.ts';
import { createCallClock, type CallClock } from './call-clock.ts';
import { openEye, type Eye, type Overseer } from './eye.ts';

/** Most calls are over by then and cost no socket; the gates check again when one is opened. */
const graceMs = 250;

/** What holds a call for as long as it lasts. */
export interface Watch {
  /** Aborted when the call must end. */
  readonly signal: AbortSignal;
  /** Of its timers. */
  readonly after: After;
  /** Lets go of the upstream. The call is to be answered all the same. */
  giveUp(): void;
  /** Why it was aborted; `null` while it was not, and where its client has hung up. */
  code(): ErrorCode | null;
  /** What there is to know beyond that. */
  detail(): Detail | undefined;
  /** Ends the call, unless it is over. */
  end(why: Objection): void;
  /** The call is over by itself. */
  stop(): void;
}

export interface WatchOptions {
  /** Aborted when the client hangs up. Only looked at once the call is no short one: a short one is over by itself. */
  readonly gone: () => AbortSignal;
  readonly longestMs: number;
  /** The call's, where it has one already. */
  readonly clock?: CallClock;
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
  { gone, longestMs, clock = createCallClock() }: WatchOptions,
): Watch {
  // One signal and one clock for every reason: short calls cost what they set up.
  const abort = new AbortController();
  const { after } = clock;
  let objection: Objection | null = null;
  let over = false;
  let eyes: readonly Eye[] = [];
  const tooLong =
    longestMs < Infinity ? after(longestMs, () => end({ code: 'upstream_timeout' })) : undefined;

  function stop(): void {
    over = true;
    clock.stop();
    tooLong?.();
    for (const eye of eyes) eye.close();
  }

  function end(why: Objection): void {
    if (over) return;
    objection = why;
    stop();
    abort.abort();
  }

  after(graceMs, () => {
    if (over) return;
    if (stake !== null) eyes = gates.map((gate) => openEye(gate, stake, end));
    const signal = gone();
    if (signal.aborted) abort.abort();
    else signal.addEventListener('abort', () => abort.abort());
  });
  return {
    signal: abort.signal,
    after,
    giveUp: () => abort.abort(),
    code: () => objection?.code ?? null,
    detail: () => objection?.detail,
    end,
    stop,
  };
}
