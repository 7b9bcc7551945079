import { expect, test } from 'vitest';

import { createBreaker } from '../../worker/gateway/breaker.ts';

test('a breaker opens at half of ten calls within a minute, and forgets older ones', () => {
  const breaker = createBreaker();
  for (let call = 0; call < 9; call += 1) breaker.note(call % 2 === 0, 0);
  expect(breaker.wait(0)).toBe(0);
  breaker.note(true, 0);
  expect(breaker.wait(0)).toBe(30_000);

  const calm = createBreaker();
  for (let call = 0; call < 9; call += 1) calm.note(call % 2 === 0, 0);
  calm.note(true, 70_000);
  expect(calm.wait(70_000)).toBe(0);
});

test('after its rest one call finds out: a failure closes the upstream again, a success opens it', () => {
  const breaker = createBreaker();
  for (let call = 0; call < 5; call += 1) breaker.note(true, 0);
  expect([breaker.wait(29_999), breaker.wait(30_000), breaker.wait(30_000)]).toEqual([1, 0, 30_000]);
  breaker.note(true, 31_000);
  expect(breaker.wait(60_999)).toBe(1);
  expect(breaker.wait(61_000)).toBe(0);
  breaker.note(false, 61_001);
  expect(breaker.wait(61_001)).toBe(0);
});
