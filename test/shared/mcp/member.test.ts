import { expect, test } from 'vitest';

import { isObject, member } from '../../../shared/mcp/member.ts';

const json: unknown = JSON.parse('{"a":{"b":{"c":1}},"list":[{"a":1}],"none":null,"__proto__":{"own":2}}');

test('a path of names leads to its value', () => {
  expect(member(json, 'a', 'b', 'c')).toBe(1);
  expect(member(json, 'none')).toBeNull();
  expect(member(json, '__proto__', 'own')).toBe(2);
  expect(member(json)).toBe(json);
});

test('a path that leads nowhere gives undefined', () => {
  for (const path of [
    ['b'],
    ['a', 'x'],
    ['a', 'b', 'c', 'd'],
    ['none', 'x'],
    ['list', '0'],
    ['list', 'length'],
  ])
    expect(member(json, ...path), path.join('.')).toBeUndefined();
  for (const nothing of [undefined, null, 'text', 7]) expect(member(nothing, 'length')).toBeUndefined();
});

test('what every object inherits is no member', () => {
  for (const name of ['toString', 'constructor', 'hasOwnProperty'])
    expect(member(json, name)).toBeUndefined();
  expect(member({}, '__proto__')).toBeUndefined();
});

test('only objects are objects', () => {
  expect(isObject({})).toBe(true);
  for (const other of [null, undefined, [], '{}', 7, true]) expect(isObject(other)).toBe(false);
});
