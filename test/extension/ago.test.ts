import { expect, test } from 'vitest';

import { writeAgo } from '../../extension/ui/ago.tsx';
import { inEnglish } from './support/english.ts';

const now = Date.UTC(2026, 10, 24);
const minute = 60_000;

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [5 * minute, '5 minutes ago'],
  [3 * 60 * minute, '3 hours ago'],
  [24 * 60 * minute, 'yesterday'],
  [40 * 24 * 60 * minute, '40 days ago'],
  [-minute, 'just now'], // A clock that is behind the Worker's.
])('%d ms ago is %s', (passed, words) => {
  expect(writeAgo(now - passed, now, inEnglish)).toBe(words);
});

test('it speaks the language of the page', () => {
  expect(writeAgo(now - 5 * minute, now, { ...inEnglish, locale: 'zh-CN' })).toBe('5分钟前');
});
