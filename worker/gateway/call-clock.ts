import { afterwards, type After } from '../patience.ts';

/** Most calls are over by then. */
const graceMs = 250;

/** The timers of one call. */
export interface CallClock {
  readonly after: After;
  /** What is only noted yet never happens. */
  readonly stop: () => void;
}

/**
 * Timers of which a short call pays one: whatever it sets is only noted until it has lasted for 250 ms. What is due sooner
 * happens then.
 *
 * Needs the request to be kept alive (`ctx.waitUntil`), else its timers stop without notice.
 */
export function createCallClock(): CallClock {
  const noted = new Set<() => void>();
  let isShort = true;
  const grace = setTimeout(() => {
    isShort = false;
    for (const begin of noted) begin();
  }, graceMs);

  return {
    after(ms, then) {
      if (!isShort) return afterwards(ms, then);
      const at = Date.now() + ms;
      let callOff: () => void = () => noted.delete(begin);
      function begin(): void {
        const left = at - Date.now();
        if (left > 0) callOff = afterwards(left, then);
        else then();
      }
      noted.add(begin);
      return () => callOff();
    },
    stop() {
      clearTimeout(grace);
      noted.clear();
    },
  };
}
