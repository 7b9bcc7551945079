import { expect, test } from 'vitest';

import { backoff } from '../../../shared/webhook/backoff.ts';

test('ten attempts are spread over a little more than three days, then it is over', () => {
  const waits = Array.from({ length: 9 }, (_, at) => backoff(at + 1, 0) ?? 0);
  const days = waits.reduce((sum, wait) => sum + wait, 0) / 86_400_000;
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  expect(waits[0]).toBe(5_000);
  expect(days).toBeGreaterThan(3);
  expect(days).toBeLessThan(3.5);
  expect(backoff(10, 0)).toBeNull();
});

test('chance makes a wait up to a fifth longer, and never shorter', () => {
  for (const chance of [0, 0.25, 0.999]) {
    const wait = backoff(2, chance) ?? 0;
    expect(wait).toBeGreaterThanOrEqual(300_000);
    expect(wait).toBeLessThan(360_000);
  }
  expect(backoff(2, 0.9)).not.toBe(backoff(2, 0.1));
});
