import type { Limits } from '../../../shared/policy/limits.ts';
import { refuse, type Refusal } from '../../../shared/result.ts';
import { createLedger, dayMs } from './ledger.ts';

const minuteMs = 60_000;

/** Where a key stands after a call that was charged, in the words of `RateLimit` (draft 11). */
export interface Standing {
  readonly quota: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** What a charged call gets. */
export interface Charge {
  /** To be given back when the call is over; `null`: nobody counts how many run. */
  readonly slot: string | null;
  readonly standing: Standing | null;
}

/**
 * Counts the calls of one key. Asking and charging wait for nothing, so parallel calls cannot pass a limit together.
 *
 * What a limit needs is durable before the call is answered; keys without limits write nothing.
 */
export function createLimits(kv: SyncKvStorage, now: () => number) {
  const ledger = createLedger(kv, now);
  const { window, slots } = ledger;

  function standing({ callsPerMinute }: Limits): Standing | null {
    if (callsPerMinute === null) return null;
    const remaining = callsPerMinute - window.count(now());
    return {
      quota: callsPerMinute,
      windowSeconds: minuteMs / 1_000,
      remaining,
      resetSeconds: inSeconds(window.nextFree(now())),
    };
  }

  return {
    /** Why one more call may not be made; `null`: it may. Refusals: `concurrency_exceeded`, `rate_limited`, `quota_exceeded`. */
    objection({ concurrentCalls, callsPerMinute, callsPerDay }: Limits): Refusal | null {
      if (concurrentCalls !== null && slots.count(now()) >= concurrentCalls)
        return overLimit('concurrency_exceeded', 'concurrentCalls', concurrentCalls, 1_000);
      if (callsPerMinute !== null && window.count(now()) >= callsPerMinute)
        return overLimit('rate_limited', 'callsPerMinute', callsPerMinute, window.nextFree(now()), minuteMs);
      if (callsPerDay !== null && ledger.today() >= callsPerDay)
        return overLimit('quota_exceeded', 'callsPerDay', callsPerDay, ledger.toTomorrow(), dayMs);
      return null;
    },

    /** Counts a call that `objection` had nothing against. `named`: its slot, by `slotOf`. */
    charge(limits: Limits, named?: string): Charge {
      const atOnce = limits.concurrentCalls ?? Infinity;
      const least = Math.min(limits.callsPerMinute ?? Infinity, limits.callsPerDay ?? Infinity, atOnce);
      if (least < Infinity) ledger.cover(least, atOnce);
      ledger.add(1);
      return { slot: atOnce < Infinity ? slots.take(now(), named) : null, standing: standing(limits) };
    },

    renew: (slot: string): void => slots.renew(slot, now()),
    giveBack: slots.giveBack,
    giveBackOf: slots.giveBackOf,
    flush: ledger.flush,
    needsFlush: ledger.needsFlush,
  };
}

/** Whether calls under these limits are counted one by one. */
export function isLimited({ callsPerMinute, callsPerDay, concurrentCalls }: Limits): boolean {
  return callsPerMinute !== null || callsPerDay !== null || concurrentCalls !== null;
}

/** The refusal of whatever would pass a limit, with what its `RateLimit` headers are made of; `windowMs` 0: of things at once. */
export function overLimit(
  code: 'rate_limited' | 'concurrency_exceeded' | 'quota_exceeded',
  limit: keyof Limits,
  quota: number,
  waitMs: number,
  windowMs = 0,
): Refusal {
  const windowSeconds = inSeconds(windowMs);
  return refuse(code, { limit, quota, windowSeconds, retryAfterSeconds: Math.max(1, inSeconds(waitMs)) });
}

function inSeconds(ms: number): number {
  return Math.ceil(ms / 1_000);
}
