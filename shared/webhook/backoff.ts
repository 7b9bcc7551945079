const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Waits between one attempt and the next: a little over three days in all, as Standard Webhooks suggests. */
const waits = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/**
 * How long to wait after `attempts` attempts, milliseconds; `null`: that was the last.
 *
 * Up to a fifth longer by `chance` (0 to 1), so that what failed together does not come back together.
 */
export function backoff(attempts: number, chance: number): number | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : Math.round(wait * (1 + chance / 5));
}
