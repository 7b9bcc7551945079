import { DurableObject } from 'cloudflare:workers';

/** So many in a window of so many milliseconds. */
export interface Rate {
  readonly most: number;
  readonly windowMs: number;
}

/** What is left after one more was counted. */
export interface Spent {
  /** `false`: it was one too many. */
  readonly isAllowed: boolean;
  readonly left: number;
  /** Until the window is over and everything is free again. */
  readonly resetMs: number;
}

/**
 * Counts what one principal or one address does, in windows that start with the first. Named by what it counts for.
 *
 * One object for all isolates, so the count is exact; in memory only, so that an eviction (after idleness, mostly) starts
 * a new window rather than costing a write for each request.
 */
export class RateCounter extends DurableObject<Env> {
  private count = 0;
  private endsAt = 0;

  spend({ most, windowMs }: Rate): Spent {
    const now = Date.now();
    if (now >= this.endsAt) {
      this.count = 0;
      this.endsAt = now + windowMs;
    }
    this.count += 1;
    const left = Math.max(0, most - this.count);
    return { isAllowed: this.count <= most, left, resetMs: this.endsAt - now };
  }
}
