import * as v from 'valibot';
import { expect, test } from 'vitest';

import { noLimits } from '../../../shared/policy/limits.ts';
import { policySchema, shelfName, systemDefaultPolicy } from '../../../shared/policy/policy.ts';

const isPolicy = (change: object) => v.safeParse(policySchema, { ...systemDefaultPolicy, ...change }).success;
const isRelease = (mcpIdleMinutes: unknown, userIdleMinutes: unknown) =>
  isPolicy({ release: { mcpIdleMinutes, userIdleMinutes } });
const named = (count: number) => Array.from({ length: count }, (_, at) => `image${at}`);

test('the policy of every new key is a valid one', () => {
  expect(v.parse(policySchema, systemDefaultPolicy)).toEqual(systemDefaultPolicy);
});

test('a new key may use every image, for up to 1,000 minutes, and is let go after an hour without use', () => {
  expect(systemDefaultPolicy).toMatchObject({
    id: 'pol_default',
    version: 1,
    images: 'all',
    release: { mcpIdleMinutes: 60, userIdleMinutes: 60 },
    maxRunMinutes: 1000,
  });
});

test('a session runs for 1 to 1,000 whole minutes', () => {
  for (const maxRunMinutes of [1, 1000]) expect(isPolicy({ maxRunMinutes })).toBe(true);
  for (const maxRunMinutes of [0, 1001, 1.5, -1, Infinity, Number.NaN, '60', null])
    expect(isPolicy({ maxRunMinutes }), String(maxRunMinutes)).toBe(false);
});

test('idle times are 1 to 1,000 minutes without messages and 3 to 1,000 without a person', () => {
  for (const [mcp, user] of [
    [1, 3],
    [1000, 1000],
  ])
    expect(isRelease(mcp, user)).toBe(true);
  for (const [mcp, user] of [
    [0, 3],
    [1, 2],
    [1001, 3],
    [1, 1001],
    [1.5, 3],
    [1, 3.5],
    [1, undefined],
    [undefined, 3],
  ])
    expect(isRelease(mcp, user), `${mcp} ${user}`).toBe(false);
  expect(isPolicy({ release: null })).toBe(true);
});

test('a policy names all images or at most 100 of them', () => {
  for (const images of ['all', [], named(100)]) expect(isPolicy({ images })).toBe(true);
  for (const images of ['some', named(101), ['No Image'], null]) expect(isPolicy({ images })).toBe(false);
});

test('a policy is called something, in at most 128 characters', () => {
  for (const name of ['x', 'x'.repeat(128)]) expect(isPolicy({ name })).toBe(true);
  for (const name of ['', 'x'.repeat(129)]) expect(isPolicy({ name })).toBe(false);
});

test('versions count from 1', () => {
  for (const version of [0, -1, 1.5]) expect(isPolicy({ version })).toBe(false);
});

test('every version of every policy has a place of its own on the shelf', () => {
  expect(shelfName({ id: 'pol_default', version: 1 })).toBe('policy:pol_default:1');
  expect(shelfName({ id: 'pol_a', version: 11 })).not.toBe(shelfName({ id: 'pol_a1', version: 1 }));
});

test('limits are whole numbers from 1 on, or none; policies from before there were any have none', () => {
  const names = Object.keys(noLimits);
  const before = Object.fromEntries(
    Object.entries(systemDefaultPolicy).filter(([name]) => !names.includes(name)),
  );
  expect(systemDefaultPolicy).toMatchObject(noLimits);
  expect(v.parse(policySchema, before)).toEqual(systemDefaultPolicy);
  for (const [name, most] of [
    ['maxSessions', 1_000],
    ['concurrentCalls', 10_000],
    ['callsPerMinute', 1_000_000],
    ['callsPerDay', 100_000_000],
    ['callSeconds', 300], // Nothing may last longer than any call may.
  ] as const) {
    for (const good of [null, 1, most]) expect(isPolicy({ [name]: good }), `${name} ${good}`).toBe(true);
    for (const bad of [0, -1, 1.5, most + 1, '7', Infinity])
      expect(isPolicy({ [name]: bad }), `${name} ${bad}`).toBe(false);
  }
});

const rule = { pattern: 'x', effect: 'allow' };
const condition = { pointer: '/x', test: 'equals', value: 1 };
const toolRules = (rules: object[]) => ({ tools: { rules, otherwise: 'deny' } });
const ifSo = (change: object) => toolRules([{ ...rule, when: [{ ...condition, ...change }] }]);
const times = <T>(count: number, thing: T) => Array.from({ length: count }, () => thing);

/** What each field takes at the edge of its bounds, and the first that it does not take beyond. */
test.each<[string, object, object]>([
  ['rules', toolRules(times(100, rule)), toolRules(times(101, rule))],
  [
    'conditions',
    toolRules([{ ...rule, when: times(16, condition) }]),
    toolRules([{ ...rule, when: times(17, condition) }]),
  ],
  [
    'a pattern',
    toolRules([{ ...rule, pattern: 'x'.repeat(512) }]),
    toolRules([{ ...rule, pattern: 'x'.repeat(513) }]),
  ],
  ['a pattern', toolRules([{ ...rule, pattern: '*' }]), toolRules([{ ...rule, pattern: '' }])],
  ['a pattern', toolRules([{ ...rule, pattern: '搜索' }]), toolRules([{ ...rule, pattern: 'a\u200bb' }])],
  ['an effect', toolRules([rule]), toolRules([{ ...rule, effect: 'maybe' }])],
  ['a rule', toolRules([rule]), toolRules([{ ...rule, stray: 1 }])],
  ['a pointer', ifSo({ pointer: '/a~1b/0' }), ifSo({ pointer: 'a' })],
  ['a pointer', ifSo({ pointer: '/x'.repeat(16) }), ifSo({ pointer: '/x'.repeat(17) })],
  ['a pointer', ifSo({ pointer: '/a~0' }), ifSo({ pointer: '/a~2' })],
  ['a value', ifSo({ value: 'x'.repeat(1024) }), ifSo({ value: 'x'.repeat(1025) })],
  ['a value', ifSo({ value: null }), ifSo({ value: [] })],
  ['a test', ifSo({}), ifSo({ test: 'regex' })],
  [
    'values',
    ifSo({ test: 'oneOf', value: undefined, values: [1] }),
    ifSo({ test: 'oneOf', values: times(101, 1) }),
  ],
  ['ranges', { ipRanges: times(100, '10.0.0.0/8') }, { ipRanges: times(101, '10.0.0.0/8') }],
  ['a range', { ipRanges: ['::/0'] }, { ipRanges: ['::/129'] }],
  ['sessions', { maxSessions: 1000 }, { maxSessions: 1001 }],
  ['sessions', { maxSessions: 1 }, { maxSessions: 0 }],
  ['calls a minute', { callsPerMinute: null }, { callsPerMinute: 0 }],
  ['changed tools', { toolChanges: 'block' }, { toolChanges: 'warn' }],
  ['stealth', { stealth: true }, { stealth: 'yes' }],
])('%s within bounds are taken, and beyond not', (_, within, beyond) => {
  expect(isPolicy(JSON.parse(JSON.stringify(within)) as object)).toBe(true);
  expect(isPolicy(beyond)).toBe(false);
});

test('a resource rule has no conditions: there are no arguments to judge', () => {
  const rules = { rules: [{ ...rule, when: [condition] }], otherwise: 'deny' };
  expect(isPolicy({ resources: rules })).toBe(false);
  expect(isPolicy({ prompts: rules })).toBe(true);
});

test('a version that was stored before there were rules means what it meant: everything that it names is allowed', () => {
  const stored = {
    id: 'pol_a',
    version: 3,
    name: 'old',
    images: ['linux_latest'],
    release: null,
    maxRunMinutes: 60,
  };
  const everything = { rules: [], otherwise: 'allow' };
  expect(v.parse(policySchema, stored)).toEqual({
    ...stored,
    tools: everything,
    resources: everything,
    prompts: everything,
    methods: everything,
    maxSessions: null,
    concurrentCalls: null,
    callsPerMinute: null,
    callsPerDay: null,
    callSeconds: null,
    ipRanges: 'all',
    toolChanges: 'allow',
    stealth: false,
  });
});
