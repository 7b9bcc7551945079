import { expect, test } from 'vitest';

import { base62, randomBase62 } from '../../../shared/credential/base62.ts';
import { seeded } from '../../support/seeded.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Above this a fair generator lands once in a million tries (61 degrees of freedom). */
const suspicious = 125;

function chiSquare(text: string): number {
  const expected = text.length / alphabet.length;
  const counts = new Map(Array.from(alphabet, (digit) => [digit, 0]));
  for (const digit of text) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** What a careless generator does: every byte taken, so the first eight digits come more often. */
function carelessBase62(length: number, randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

test('numbers are written in the 62 digits of ASCII order', () => {
  expect(Array.from(alphabet, (_, value) => base62(value, 1)).join('')).toBe(alphabet);
});

test.each([
  [0, 6, '000000'],
  [61, 2, '0z'],
  [62, 2, '10'],
  [3843, 2, 'zz'],
  [0xffffffff, 6, '4gfFC3'],
])('%d in %d digits is %s', (value, width, text) => {
  expect(base62(value, width)).toBe(text);
});

test('larger numbers come later in order, at one width', () => {
  const random = seeded(62);
  const values = Array.from({ length: 200 }, () => random.below(2 ** 32)).toSorted((a, b) => a - b);
  const texts = values.map((value) => base62(value, 6));
  expect(texts.toSorted()).toEqual(texts);
});

test('every byte value counts the same: each digit stands for four of them', () => {
  const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = randomBase62(248, () => everyByte);
  for (const digit of alphabet) expect(text.split(digit)).toHaveLength(5);
});

test('random digits are evenly distributed', () => {
  const text = randomBase62(124_000, seeded(1).bytes);
  expect(text).toHaveLength(124_000);
  expect(chiSquare(text)).toBeLessThan(suspicious);
});

test('the measure of evenness finds a generator that favours some digits', () => {
  expect(chiSquare(carelessBase62(124_000, seeded(1).bytes))).toBeGreaterThan(suspicious);
});

test('bytes that were thrown away are replaced, to the exact length', () => {
  const rounds = [Uint8Array.of(255, 248, 0), Uint8Array.of(250, 1, 61), Uint8Array.of(2, 3, 4)];
  expect(randomBase62(3, () => rounds.shift() ?? new Uint8Array())).toBe('01z');
  expect(rounds).toHaveLength(1);
});
