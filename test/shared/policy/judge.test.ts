import * as v from 'valibot';
import { expect, test } from 'vitest';

import { conditionSchema } from '../../../shared/policy/condition.ts';
import { judge, type Outcome } from '../../../shared/policy/judge.ts';

const outcome = (condition: object, args: unknown) => judge(v.parse(conditionSchema, condition), args);

test.each<[object, unknown, Outcome]>([
  [{ pointer: '/a', test: 'equals', value: 'x' }, { a: 'x' }, 'holds'],
  [{ pointer: '/a', test: 'equals', value: 'x' }, { a: 'X' }, 'fails'],
  [{ pointer: '/a', test: 'equals', value: 1 }, { a: '1' }, 'fails'],
  [{ pointer: '/a', test: 'equals', value: null }, { a: null }, 'holds'],
  [{ pointer: '/a', test: 'equals', value: 'x' }, { a: ['x'] }, 'unclear'],
  [{ pointer: '/a', test: 'equals', value: 'x' }, {}, 'absent'],
  [{ pointer: '/a', test: 'equals', value: 'x' }, { a: 'x', A: 'y' }, 'unclear'],
  [{ pointer: '/a', test: 'equals', value: 'x' }, { 'a\u0000': 'y' }, 'unclear'],
  [{ pointer: '/toString', test: 'maxLength', length: 99 }, {}, 'absent'],
  [{ pointer: '/a~1b~0c', test: 'equals', value: 1 }, { 'a/b~c': 1 }, 'holds'],
  [{ pointer: '/a/1/b', test: 'equals', value: 1 }, { a: [0, { b: 1 }] }, 'holds'],
  [{ pointer: '/a/2', test: 'equals', value: 1 }, { a: [0, 1] }, 'absent'],
  [{ pointer: '/a/01', test: 'equals', value: 1 }, { a: [0, 1] }, 'absent'],
  [{ pointer: '/a/b', test: 'equals', value: 1 }, { a: 'text' }, 'unclear'],
  [{ pointer: '/a', test: 'oneOf', values: ['x', 2] }, { a: 2 }, 'holds'],
  [{ pointer: '/a', test: 'oneOf', values: [] }, { a: 2 }, 'fails'],
  [{ pointer: '/a', test: 'matches', pattern: '/home/*' }, { a: '/home/x' }, 'holds'],
  [{ pointer: '/a', test: 'matches', pattern: '/home/*' }, { a: '/etc' }, 'fails'],
  [{ pointer: '/a', test: 'matches', pattern: '/home/*' }, { a: '/home/../etc' }, 'unclear'],
  [{ pointer: '/a', test: 'matches', pattern: '/home/*' }, { a: '/home/..' }, 'unclear'],
  [{ pointer: '/a', test: 'matches', pattern: '/home/*' }, { a: '/home/a..b' }, 'holds'],
  [{ pointer: '/a', test: 'matches', pattern: 'C:\\x\\*' }, { a: 'C:\\x\\..\\y' }, 'unclear'],
  [{ pointer: '/a', test: 'matches', pattern: 'x*' }, { a: 'x\u0000y' }, 'unclear'],
  [{ pointer: '/a', test: 'matches', pattern: '*' }, { a: 7 }, 'unclear'],
  [{ pointer: '/a', test: 'maxLength', length: 3 }, { a: 'abc' }, 'holds'],
  [{ pointer: '/a', test: 'maxLength', length: 3 }, { a: 'abcd' }, 'fails'],
  [{ pointer: '/a', test: 'maxLength', length: 1 }, { a: [1, 2] }, 'fails'],
  [{ pointer: '/a', test: 'maxLength', length: 1 }, { a: 5 }, 'unclear'],
])('%j on %j: %s', (condition, args, expected) => {
  expect(outcome(condition, args)).toBe(expected);
});

test.each<[string, Outcome]>([
  ['https://example.com/a', 'holds'],
  ['https://EXAMPLE.com:8443/?q#h', 'holds'],
  ['http://example.com.', 'holds'],
  ['https://api.example.org', 'holds'],
  ['https://a.b.example.org/x', 'holds'],
  ['https://example.org', 'fails'],
  ['https://badexample.org', 'fails'],
  ['https://example.com.evil.test', 'fails'],
  ['https://evil.test/https://example.com', 'fails'],
  ['https://evil.test?x=example.com', 'fails'],
  ['https://example.com@evil.test/', 'unclear'],
  ['https://example.com%2eevil.test/', 'unclear'],
  ['https:\\\\example.com\\', 'unclear'],
  ['https://example.com\\@evil.test', 'unclear'],
  ['https://example.com\t.evil.test', 'unclear'],
  [' https://example.com', 'unclear'],
  ['//example.com', 'unclear'],
  ['javascript://example.com/%0aalert(1)', 'unclear'],
  ['file://example.com/etc', 'unclear'],
  ['example.com', 'unclear'],
  ['', 'unclear'],
])('the host of %j: %s', (url, expected) => {
  const condition = { pointer: '/url', test: 'urlHost', hosts: ['Example.com', '*.example.org'] };
  expect(outcome(condition, { url })).toBe(expected);
});
