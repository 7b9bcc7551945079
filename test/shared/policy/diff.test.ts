import { expect, test } from 'vitest';

import { diff } from '../../../shared/policy/diff.ts';

test('what is the same makes no difference', () => {
  expect(diff({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
});

test('each difference is told where it is, with what stood there on either side', () => {
  expect(diff({ a: 1, same: 2, 'b/c': 'x' }, { a: 2, same: 2, 'b/c': 'y' })).toEqual([
    { pointer: '/a', before: 1, after: 2 },
    { pointer: '/b~1c', before: 'x', after: 'y' },
  ]);
  const rules = (...patterns: string[]) => ({ rules: patterns.map((pattern) => ({ pattern })) });
  expect(diff(rules('a', 'b'), rules('a', 'c', 'd'))).toEqual([
    { pointer: '/rules/1/pattern', before: 'b', after: 'c' },
    { pointer: '/rules/2', after: { pattern: 'd' } },
  ]);
  expect(diff(rules('a', 'b'), rules('a'))).toEqual([{ pointer: '/rules/1', before: { pattern: 'b' } }]);
});

test('a list in place of a word is one difference', () => {
  expect(diff({ images: 'all' }, { images: ['x'] })).toEqual([
    { pointer: '/images', before: 'all', after: ['x'] },
  ]);
  expect(diff({ release: null }, { release: { idle: 1 } })).toEqual([
    { pointer: '/release', before: null, after: { idle: 1 } },
  ]);
});
