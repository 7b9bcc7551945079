const second = 1_000;
const seconds = 60;

/** How many calls were made in each second, of those that still count. */
export type Seconds = readonly (readonly [second: number, calls: number])[];

/**
 * A sliding window of 60 seconds, counted by the second.
 *
 * A second counts until all of it has left the window, so no span of 60 seconds ever holds more than was allowed;
 * a place comes free up to one second late. Memory is 61 numbers, whatever the limit.
 */
export function createWindow(counted: Seconds = []) {
  const calls = new Map(counted);

  function prune(now: number): void {
    for (const at of calls.keys()) if (at < oldest(now)) calls.delete(at);
  }

  return {
    /** Calls that count at `now`, Unix milliseconds. */
    count(now: number): number {
      prune(now);
      let sum = 0;
      for (const each of calls.values()) sum += each;
      return sum;
    },

    add(now: number, count: number): void {
      const at = Math.floor(now / second);
      calls.set(at, (calls.get(at) ?? 0) + count);
    },

    /** Milliseconds until the first counted second leaves; 0 where none counts. */
    nextFree(now: number): number {
      prune(now);
      return calls.size === 0 ? 0 : (Math.min(...calls.keys()) + seconds + 1) * second - now;
    },

    all: (): Seconds => [...calls],
  };
}

function oldest(now: number): number {
  return Math.floor(now / second) - seconds;
}
