import * as fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';

import { isListed } from '../../../shared/policy/evaluate.ts';
import { isInRanges, readIpRange } from '../../../shared/policy/ip-range.ts';
import { matches } from '../../../shared/policy/pattern.ts';
import { policySchema, systemDefaultPolicy } from '../../../shared/policy/policy.ts';
import { skeleton } from '../../../shared/policy/skeleton.ts';

afterEach(() => vi.restoreAllMocks());

const runs = { numRuns: 2_000 };

/** Few letters, so that patterns and names meet often. */
const text = (letters: string) => fc.string({ unit: fc.constantFrom(...letters.split('')), maxLength: 12 });

/** The same by trying every way to read the pattern: slow, and plainly right. */
function fits(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern.startsWith('*'))
    return fits(pattern.slice(1), name) || (name !== '' && fits(pattern, name.slice(1)));
  return name !== '' && pattern.charAt(0) === name.charAt(0) && fits(pattern.slice(1), name.slice(1));
}

test('a pattern fits what a naive reading of it fits', () => {
  fc.assert(
    fc.property(text('ab*'), text('ab'), (pattern, name) => matches(pattern, name) === fits(pattern, name)),
    { numRuns: 20_000 },
  );
});

test('a text that is made from a pattern fits it', () => {
  const parts = fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, (pairs) => {
      const plain = pairs.map(([piece, filling]) => [piece.replaceAll('*', '-'), filling] as const);
      const pattern = plain.map(([piece]) => piece).join('*');
      const name = plain
        .map(([piece, filling], at) => piece + (at < plain.length - 1 ? filling : ''))
        .join('');
      return matches(pattern, name);
    }),
    runs,
  );
});

test('the worst pattern for the worst text costs no more than reading both', () => {
  // Going back would take 10¹⁰ steps here, and the test would never end.
  expect(matches(`*${'a'.repeat(256)}b*`, 'a'.repeat(1_000_000))).toBe(false);
  expect(matches('*a'.repeat(250), 'a'.repeat(1_000_000))).toBe(true);
});

test.each([
  ['that nearly fits everywhere', `*${'a'.repeat(200)}b*`],
  ['of many pieces', `${'*aab'.repeat(50)}*`],
  ['that repeats itself', `*${'ab'.repeat(100)}c*${'ba'.repeat(20)}*`],
])('a pattern %s takes steps as long as itself and the text together, not as their product', (_, pattern) => {
  const looks = vi.spyOn(String.prototype, 'charAt');
  for (const length of [1_000, 2_000, 4_000, 8_000])
    for (const letters of ['a', 'ab', 'aab']) {
      looks.mockClear();
      matches(pattern, letters.repeat(length / letters.length));
      expect(looks).toHaveBeenCalled(); // Else steps are counted by something else now.
      expect(looks.mock.calls.length).toBeLessThanOrEqual(5 * (pattern.length + length));
    }
});

/** An address as bits, and a range of so many of them. */
const bitsOf = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
const bytes = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
const written4 = (address: readonly number[]) => address.join('.');
const written6 = (address: readonly number[]) =>
  Array.from({ length: 8 }, (_, at) =>
    (((address[2 * at] ?? 0) << 8) | (address[2 * at + 1] ?? 0)).toString(16),
  ).join(':');

test.each([
  ['IPv4', 4, written4],
  ['IPv6', 16, written6],
] as const)('an %s address is in a range exactly if their first bits agree', (_, length, write) => {
  const near = fc.tuple(
    bytes(length),
    bytes(length),
    fc.integer({ min: 0, max: length * 8 }),
    fc.nat(length),
  );
  fc.assert(
    fc.property(near, ([range, other, bits, shared]) => {
      const address = [...range.slice(0, shared), ...other.slice(shared)];
      const agree = bitsOf(address).slice(0, bits) === bitsOf(range).slice(0, bits);
      return isInRanges(write(address), [`${write(range)}/${bits}`]) === agree;
    }),
    runs,
  );
});

test('every way to write an address is the same address', () => {
  for (const [one, other] of [
    ['2001:db8:0:0:0:0:0:1', '2001:DB8::1'],
    ['::', '0:0:0:0:0:0:0:0'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ] as const)
    expect(readIpRange(one), one).toEqual(readIpRange(other));
  expect(readIpRange('::ffff:192.0.2.0/120')).toEqual(readIpRange('192.0.2.0/24'));
});

test('what is not an address or a range is none', () => {
  for (const wrong of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.1.1.1',
    '1.2.3.4/33',
    '1.2.3.4/-1',
    '1.2.3.4/08',
    '1.2.3.4/',
    '1.2.3.4/8/8',
    '0x7f.1',
    '2130706433',
    ' 1.2.3.4',
    '::1%eth0',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '1.2.3.4::',
    '::1.2.3.4.5',
    '::/129',
    'g::',
    '1:2:3:4:5:6:7::8:9',
    '１.2.3.4',
  ])
    // prettier-ignore
    expect(readIpRange(wrong), wrong).toBe(null);
});

const confusable = new Map([
  ['a', 'аɑαａ𝐚á'],
  ['c', 'сϲｃ𝒄ç'],
  ['d', 'ԁｄ𝓭'],
  ['e', 'еｅ𝔢éε'],
  ['i', 'іıιｉ1lI'],
  ['l', '1Iӏｌ|'],
  ['o', 'оοօ0ｏö'],
  ['p', 'рρｐ'],
  ['s', 'ѕｓſ'],
  ['t', 'тτｔ'],
  ['x', 'хχ×ｘ'],
  ['y', 'уүγｙ'],
]);

test('no confusable of a denied name gets past its denial', () => {
  const names = ['delete', 'exec', 'shell', 'drop_table', 'fs/delete_all'];
  const rules = names.map((pattern) => ({ pattern, effect: 'deny' as const }));
  const tools = { rules, otherwise: 'allow' };
  const policy = v.parse(policySchema, { ...systemDefaultPolicy, tools });
  const swap = (letter: string) =>
    fc.constantFrom(letter, ...Array.from(confusable.get(letter) ?? ''), `${letter}\u200b`);
  const looks = fc
    .constantFrom(...names)
    .chain((name) => fc.tuple(...Array.from(name, swap)).map((all) => all.join('')));
  fc.assert(
    fc.property(looks, (name) => !isListed(policy, 'tool', name)),
    { numRuns: 5_000 },
  );
});

test('a name looks the same whatever is hidden in it, and a plain one in any case', () => {
  const hidden = fc.constantFrom('\u200b', '\u0301', '\u2060', '\0', '\ufe0f', ' ');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), hidden, (name, plain, extra) => {
      const inCase = skeleton(plain) === skeleton(plain.toUpperCase());
      return inCase && skeleton(`${name}${extra}`) === skeleton(name);
    }),
    runs,
  );
});
