import * as v from 'valibot';
import { expect, test } from 'vitest';

import { policySchema, systemDefaultPolicy } from '../../../shared/policy/policy.ts';
import { tryPolicy, type RecordedCall } from '../../../shared/policy/trial.ts';

const draft = (fields: object) => v.parse(policySchema, { ...systemDefaultPolicy, ...fields });
const call = (name: string, change: Partial<RecordedCall> = {}): RecordedCall => ({
  at: 1,
  image: 'linux_latest',
  ip: '192.0.2.1',
  wants: [{ kind: 'tool', name, called: true }],
  refusal: null,
  ...change,
});

test('a draft that allows everything would have refused nothing', () => {
  expect(tryPolicy(draft({}), [call('a'), call('b')])).toEqual({
    calls: 2,
    refused: 0,
    undecided: 0,
    rules: [],
  });
});

test('what a draft would have refused is counted by the rule that decides', () => {
  const rules = [
    { pattern: 'rm*', effect: 'deny' },
    { pattern: '*', effect: 'allow' },
  ];
  const calls = [call('rm'), call('rmdir'), call('ls'), call('ls', { image: 'code_latest' }), call('x y')];
  expect(tryPolicy(draft({ images: ['linux_latest'], tools: { rules, otherwise: 'deny' } }), calls)).toEqual({
    calls: 5,
    refused: 4,
    undecided: 0,
    rules: [
      { rule: '/tools/rules/0', pattern: 'rm*', code: 'tool_not_allowed', calls: 2 },
      { rule: '/images', pattern: null, code: 'image_not_allowed', calls: 1 },
      { rule: '/tools/otherwise', pattern: null, code: 'tool_not_allowed', calls: 1 },
    ],
  });
});

test('a call whose fate hangs on its arguments, or on an address that is not known, is undecided', () => {
  const when = [{ pointer: '/a', test: 'equals', value: 1 }];
  const rules = [
    { pattern: 'deny', effect: 'deny', when },
    { pattern: 'allow', effect: 'allow', when },
  ];
  const policy = draft({ tools: { rules, otherwise: 'allow' } });
  const looked = call('allow', { wants: [{ kind: 'tool', name: 'allow', called: false }] });
  expect(tryPolicy(policy, [call('deny'), call('allow'), call('other'), looked])).toMatchObject({
    refused: 0,
    undecided: 2,
  });
  const near = draft({ ipRanges: ['198.51.100.0/24'] });
  expect(tryPolicy(near, [call('a', { ip: null }), call('a')])).toMatchObject({ refused: 1, undecided: 1 });
});
