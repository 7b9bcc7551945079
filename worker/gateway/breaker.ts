const slotMs = 10_000;
const slots = 6; // Together the 60 s that failures are counted over.
const mostInARow = 5;
const fewestCalls = 10;
const mostShare = 0.5;
const coolDownMs = 30_000;
const mostHosts = 1_000;

/** Keeps calls from an upstream that fails: 5 times in a row, or half of 10 or more calls within a minute. */
export interface Breaker {
  /** How long to wait before asking again, in milliseconds; 0: ask now. After a rest of 30 s one call may, to find out. */
  wait(now: number): number;
  /** How a call that `wait` let through has ended. */
  note(failed: boolean, now: number): void;
}

export function createBreaker(): Breaker {
  let counts: { readonly slot: number; calls: number; failures: number }[] = [];
  let inARow = 0;
  let closedUntil = 0;
  let isOpen = false;

  function count(failed: boolean, now: number): boolean {
    const slot = Math.floor(now / slotMs);
    counts = counts.filter((each) => each.slot > slot - slots);
    let current = counts.at(-1);
    if (current?.slot !== slot) counts.push((current = { slot, calls: 0, failures: 0 }));
    current.calls += 1;
    current.failures += failed ? 1 : 0;
    inARow = failed ? inARow + 1 : 0;
    const sum = (of: 'calls' | 'failures') => counts.reduce((total, each) => total + each[of], 0);
    const isHalf = sum('calls') >= fewestCalls && sum('failures') >= sum('calls') * mostShare;
    return failed && (inARow >= mostInARow || isHalf);
  }

  return {
    wait(now) {
      if (!isOpen) return 0;
      if (now < closedUntil) return closedUntil - now;
      closedUntil = now + coolDownMs; // This call finds out; should nothing be heard of it, another one will.
      return 0;
    },
    note(failed, now) {
      const tooMany = count(failed, now);
      if (isOpen && !failed) {
        counts = [];
        isOpen = false;
      } else if (isOpen || tooMany) {
        isOpen = true;
        closedUntil = now + coolDownMs;
      }
    },
  };
}

const known = new Map<string, Breaker>();

/** The breaker of a host, as this isolate knows it: nothing that must be exact hangs on it. */
export function breakerOf(host: string): Breaker {
  const found = known.get(host);
  if (found !== undefined) return found;
  if (known.size >= mostHosts) known.clear();
  const made = createBreaker();
  known.set(host, made);
  return made;
}
