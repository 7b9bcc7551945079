import { expect, test } from 'vitest';

import { isUnambiguous } from '../../../shared/mcp/unambiguous.ts';

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const members = (count: number) =>
  `{${Array.from({ length: count }, (_, at) => `"m${at}":${at}`).join(',')}}`;
const items = (count: number, item = '1') => `[${Array.from({ length: count }, () => item).join(',')}]`;
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const tokens = (text: string) => text.match(/""|[[\],]/g)?.length;

test('64 levels are read and 65 are not, of arrays, objects or both', () => {
  expect(isUnambiguous(nested(64, '[', ']'))).toBe(true);
  expect(isUnambiguous(nested(65, '[', ']'))).toBe(false);
  expect(isUnambiguous(objects(64))).toBe(true);
  expect(isUnambiguous(objects(65))).toBe(false);
  expect(isUnambiguous(`${'[{"a":'.repeat(32)}1${'}]'.repeat(32)}`)).toBe(true);
  expect(isUnambiguous(`[${'[{"a":'.repeat(32)}1${'}]'.repeat(32)}]`)).toBe(false);
});

test('levels that were closed no longer count', () => {
  expect(isUnambiguous(items(100, nested(63, '[', ']')))).toBe(true);
  expect(isUnambiguous(items(100, nested(64, '[', ']')))).toBe(false);
});

test('an object has at most 1,000 members', () => {
  expect(isUnambiguous(members(1_000))).toBe(true);
  expect(isUnambiguous(members(1_001))).toBe(false);
  expect(isUnambiguous(items(3, members(1_000)))).toBe(true);
  expect(isUnambiguous(`{"params":{"arguments":${members(1_001)}}}`)).toBe(false);
});

test('an array has at most 10,000 items', () => {
  expect(isUnambiguous(items(10_000))).toBe(true);
  expect(isUnambiguous(items(10_001))).toBe(false);
  expect(isUnambiguous(items(2, items(10_000)))).toBe(true);
  expect(isUnambiguous(`{"a":${items(10_001)}}`)).toBe(false);
});

test('a message has at most 100,000 tokens', () => {
  const many = items(4_999, items(9, '""'));
  const atLimit = `[${many},${items(7, '""')},1]`; // Numbers are no tokens of their own.
  expect(tokens(atLimit)).toBe(100_000);
  expect(isUnambiguous(atLimit)).toBe(true);
  const over = `[${many},${items(7, '""')},""]`;
  expect(tokens(over)).toBe(100_001);
  expect(isUnambiguous(over)).toBe(false);
});

test('a long string is one token, however large', () => {
  expect(isUnambiguous(JSON.stringify({ a: '{[:,'.repeat(250_000) }))).toBe(true);
});

test('strings that look like structure do not count against the bounds', () => {
  expect(isUnambiguous(JSON.stringify({ a: nested(1_000, '[', ']'), b: '"'.repeat(1_000) }))).toBe(true);
});
