import * as v from 'valibot';

import { createSlots } from './slots.ts';
import { createWindow } from './window.ts';

export const dayMs = 86_400_000;
const name = 'limits';

/** Calls that one write covers, at most. */
const mostAhead = 50;

const ledgerSchema = v.object({
  /** Days since 1970 (UTC), and the calls of that day. */
  day: v.number(),
  today: v.number(),
  seconds: v.array(v.tuple([v.number(), v.number()])),
  /** Calls that were not made yet when this was written, and may have been since. */
  ahead: v.number(),
  /** The most calls that may have run at once since. */
  running: v.number(),
});

const empty = { day: 0, today: 0, seconds: [], ahead: 0, running: 0 };

/**
 * The counted calls of one key.
 *
 * What is written down is never less than what was used: a write covers some calls ahead, so that not every call
 * costs one, and a crash makes those count as used.
 */
export function createLedger(kv: SyncKvStorage, now: () => number) {
  const start = v.parse(v.optional(ledgerSchema, empty), kv.get(name));
  const window = createWindow(start.seconds);
  const slots = createSlots(start.running, now());
  let { day, today, running } = start;
  let covered = 0;
  let isBehind = start.ahead > 0 || running > 0;
  add(start.ahead);

  function add(calls: number): void {
    const current = Math.floor(now() / dayMs);
    if (current > day) [day, today] = [current, 0];
    today += calls;
    if (calls > 0) window.add(now(), calls);
  }

  function write(ahead: number): void {
    kv.put(name, { day, today, seconds: window.all(), ahead, running });
    covered = ahead;
  }

  return {
    window,
    slots,
    add,

    /** Calls of this day. */
    today(): number {
      add(0);
      return today;
    },

    /** Milliseconds until the next day. */
    toTomorrow: (): number => (Math.floor(now() / dayMs) + 1) * dayMs - now(),

    /**
     * Makes sure that what is written covers one more call, where up to `least` are allowed in all and `atOnce` at
     * once (`Infinity`: any number). Covers a twentieth of that ahead, so no crash costs more of a limit.
     */
    cover(least: number, atOnce: number): void {
      isBehind = true;
      const runs = slots.count(now());
      if (covered === 0 || (atOnce < Infinity && runs >= running)) {
        const ahead = Math.max(1, Math.min(mostAhead, Math.floor(least / 20)));
        if (atOnce < Infinity) running = Math.min(atOnce, runs + ahead);
        write(ahead);
      }
      covered -= 1;
    },

    /** Writes down what was used, and nothing beyond. */
    flush(): void {
      if (!isBehind) return;
      running = slots.count(now());
      write(0);
      isBehind = running > 0;
    },
    needsFlush: (): boolean => isBehind,
  };
}
