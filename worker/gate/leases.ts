/** An isolate may answer by itself for so long: a quarter of a second of calls for one question. */
export const leaseMs = 250;

/** Clocks stand still while code runs, so an isolate may take its lease for a little younger than it is. */
const marginMs = 50;

/** A gate that is asked more often in a second is hot, and stays so for a minute. */
const hotCalls = 300;
const hotMs = 60_000;

const name = 'hotUntil';

export interface LeasesDeps {
  readonly kv: Pick<SyncKvStorage, 'get' | 'put'>;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * Leases of a hot gate, a key's or an image's: the isolates that ask most may give an answer again, for a moment, without
 * asking.
 *
 * Why what is closed is closed all the same: whatever is acknowledged waits at the `fence` first, until every lease that was
 * given before has ended. An isolate counts its lease from before it asked, so it ends before we think it does. That
 * leases may be out is durable before the first one is, so an instance that replaces a lost one waits for its leases.
 */
export function createLeases({ kv, now, wait }: LeasesDeps) {
  const stored = kv.get(name);
  let hotUntil = typeof stored === 'number' ? stored : 0;
  let lastEnd = hotUntil > now() ? now() + leaseMs + marginMs : 0;
  let second = 0;
  let calls = 0;

  function count(): void {
    const current = Math.floor(now() / 1_000);
    if (current !== second) [second, calls] = [current, 0];
    calls += 1;
    if (calls < hotCalls || hotUntil - now() > hotMs / 2) return;
    hotUntil = now() + hotMs;
    kv.put(name, hotUntil);
  }

  return {
    /**
     * For how many milliseconds a yes may be given again, unasked; 0: not at all. Never past `until`, when the answer may
     * change by itself.
     */
    give(until: number): number {
      count();
      const end = now() + leaseMs + marginMs;
      if (hotUntil <= now() || end >= until) return 0;
      lastEnd = Math.max(lastEnd, end);
      return leaseMs;
    },

    /** Until no lease is out that was given before. To be awaited between closing and acknowledging. */
    async fence(): Promise<void> {
      const end = lastEnd;
      while (end > now()) await wait(end - now());
    },
  };
}
