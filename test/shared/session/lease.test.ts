import { expect, test } from 'vitest';

import { systemDefaultPolicy, type Policy } from '../../../shared/policy/policy.ts';
import { leaseEnd } from '../../../shared/session/lease.ts';
import { seeded } from '../../support/seeded.ts';

const minute = 60_000;
const start = 1_800_000_000_000;
const policy: Policy = {
  ...systemDefaultPolicy,
  release: { mcpIdleMinutes: 10, userIdleMinutes: 30 },
  maxRunMinutes: 100,
};
const lease = (activeMinute: number, userActiveMinute: number) => ({
  startedAt: start,
  activeAt: start + activeMinute * minute,
  userActiveAt: start + userActiveMinute * minute,
});

test('a session is idle only after both idle times have passed', () => {
  expect(leaseEnd(lease(0, 0), policy)).toEqual({ at: start + 30 * minute, reason: 'idle' });
  expect(leaseEnd(lease(50, 0), policy)).toEqual({ at: start + 60 * minute, reason: 'idle' });
  expect(leaseEnd(lease(0, 50), policy)).toEqual({ at: start + 80 * minute, reason: 'idle' });
});

test('a session ends after its longest run time, however busy it is', () => {
  expect(leaseEnd(lease(99, 99), policy)).toEqual({ at: start + 100 * minute, reason: 'max_runtime' });
  expect(leaseEnd(lease(0, 99), policy)).toEqual({ at: start + 100 * minute, reason: 'max_runtime' });
});

test('idle and longest run time meet in the longest run time', () => {
  expect(leaseEnd(lease(90, 0), policy)).toEqual({ at: start + 100 * minute, reason: 'max_runtime' });
  const justBefore = { ...lease(90, 0), activeAt: start + 90 * minute - 1 };
  expect(leaseEnd(justBefore, policy)).toEqual({ at: start + 100 * minute - 1, reason: 'idle' });
});

test('without release of idle sessions only the longest run time counts', () => {
  const patient = { ...policy, release: null };
  expect(leaseEnd(lease(0, 0), patient)).toEqual({ at: start + 100 * minute, reason: 'max_runtime' });
});

test('more activity never ends a session earlier, and nothing makes it outlast its run time', () => {
  const random = seeded(1);
  for (let round = 0; round < 500; round += 1) {
    const [mcp, user, more] = [random.below(120), random.below(120), random.below(60)];
    const { at } = leaseEnd(lease(mcp, user), policy);
    expect(leaseEnd(lease(mcp + more, user), policy).at).toBeGreaterThanOrEqual(at);
    expect(leaseEnd(lease(mcp, user + more), policy).at).toBeGreaterThanOrEqual(at);
    expect(at).toBeLessThanOrEqual(start + 100 * minute);
  }
});
