import { crc32 as zlibCrc32 } from 'node:zlib';

import { expect, test } from 'vitest';

import { crc32 } from '../../../shared/credential/crc32.ts';
import { seeded } from '../../support/seeded.ts';

test.each([
  ['', 0],
  ['a', 0xe8b7be43],
  ['abc', 0x352441c2],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('the checksum of %j is the published one', (text, checksum) => {
  expect(crc32(text)).toBe(checksum);
});

test('any ASCII text has the checksum that zlib gives it', () => {
  const random = seeded(32);
  for (let round = 0; round < 500; round += 1) {
    const text = Array.from(random.bytes(random.below(100)), (byte) => String.fromCharCode(byte & 0x7f)).join(
      '',
    );
    expect(crc32(text)).toBe(zlibCrc32(text));
  }
});
