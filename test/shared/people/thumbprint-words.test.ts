import { expect, test } from 'vitest';

import { thumbprintWords } from '../../../shared/people/thumbprint-words.ts';
import { wordList } from '../../../shared/people/word-list.ts';

test('a thumbprint has four words, always the same', () => {
  // RFC 7638, section 3.1.
  const words = thumbprintWords('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  expect(words).toEqual(['damp', 'rent', 'unable', 'valley']);
});

test('each of the first 44 bits tells in exactly one of the words', () => {
  const rest = 'A'.repeat(35);
  const none = thumbprintWords(`AAAAAAAA${rest}`);
  expect(none).toEqual(['abandon', 'abandon', 'abandon', 'abandon']);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let bit = 0; bit < 44; bit += 1) {
    const at = Math.floor(bit / 6);
    const digit = digits[2 ** (5 - (bit % 6))] ?? '';
    const words = thumbprintWords('A'.repeat(at) + digit + 'A'.repeat(7 - at) + rest);
    expect(words.filter((word, index) => word !== none[index])).toEqual([words[Math.floor(bit / 11)]]);
  }
});

test('the list has a word for each number of 11 bits, and each starts in its own way', () => {
  expect(wordList).toHaveLength(2 ** 11);
  expect(new Set(wordList.map((word) => word.slice(0, 4))).size).toBe(2 ** 11);
  expect(wordList.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([]);
});
