import * as v from 'valibot';
import { expect, test } from 'vitest';

import type { Want } from '../../../shared/policy/ask.ts';
import { disguised, evaluate, isListed } from '../../../shared/policy/evaluate.ts';
import { policySchema, systemDefaultPolicy, type Policy } from '../../../shared/policy/policy.ts';
import { refuse } from '../../../shared/result.ts';

const image = 'linux_latest';
const here = { image, ip: '203.0.113.7', wants: [] };

/** A policy that says what `fields` say, and all else is allowed. */
const saying = (fields: object): Policy => v.parse(policySchema, { ...systemDefaultPolicy, ...fields });
const tools = (...rules: object[]) => saying({ tools: { rules, otherwise: 'deny' } });
const tool = (name: string, args: Want['arguments'] = {}): Want => ({ kind: 'tool', name, arguments: args });
const ask = (policy: Policy, ...wants: Want[]) => evaluate(policy, { ...here, wants });

/** `allow` or the refusal's code, and what decided. */
function verdict(policy: Policy, ...wants: Want[]) {
  const decision = ask(policy, ...wants);
  const { rule, pointer } = decision.ok ? decision.value : (decision.detail ?? {});
  return [decision.ok ? 'allow' : decision.code, rule, ...(pointer ? [pointer] : [])];
}

test('a policy for all images lets every image through', () => {
  for (const each of [image, 'imgc-0123456789abcdefg'])
    expect(evaluate(systemDefaultPolicy, { ...here, image: each })).toMatchObject({ ok: true });
});

test('a policy that names images lets those through and no others', () => {
  const policy = saying({ images: ['linux_latest', 'code_latest'] });
  expect(evaluate(policy, here).ok).toBe(true);
  for (const each of ['windows_latest', 'linux', 'linux_latest2', 'LINUX_LATEST', '', 'all'])
    expect(evaluate(policy, { ...here, image: each }), each).toMatchObject({
      code: 'image_not_allowed',
      detail: { rule: '/images' },
    });
  expect(evaluate(saying({ images: [] }), here).ok).toBe(false);
  expect(evaluate(saying({ images: ['all'] }), here).ok).toBe(false);
});

test('a policy that names networks lets calls through from there alone', () => {
  const policy = saying({ ipRanges: ['203.0.113.0/24', '2001:db8::/32'] });
  for (const ip of ['203.0.113.7', '2001:db8:1::1', '::ffff:203.0.113.9'])
    expect(evaluate(policy, { ...here, ip }).ok, ip).toBe(true);
  for (const ip of ['203.0.114.7', '2001:db9::1', '', 'localhost', null])
    expect(evaluate(policy, { ...here, ip }), String(ip)).toMatchObject({
      code: 'condition_failed',
      detail: { rule: '/ipRanges' },
    });
  expect(evaluate(saying({ ipRanges: [] }), here)).toMatchObject({ code: 'condition_failed' });
});

test('the first rule that fits a name decides, and the rest of the policy where none does', () => {
  const policy = tools(
    { pattern: 'fs/delete*', effect: 'deny' },
    { pattern: 'fs/*', effect: 'allow' },
    { pattern: '*', effect: 'deny' },
  );
  expect(verdict(policy, tool('fs/read'))).toEqual(['allow', '/tools/rules/1']);
  expect(verdict(policy, tool('fs/delete_all'))).toEqual(['tool_not_allowed', '/tools/rules/0']);
  expect(verdict(policy, tool('shell'))).toEqual(['tool_not_allowed', '/tools/rules/2']);
  expect(verdict(tools(), tool('shell'))).toEqual(['tool_not_allowed', '/tools/otherwise']);
  const open = saying({ tools: { rules: [{ pattern: 'rm', effect: 'deny' }], otherwise: 'allow' } });
  expect(verdict(open, tool('ls'))).toEqual(['allow', '/tools/otherwise']);
});

test('each kind of thing has rules of its own', () => {
  const denied = { rules: [], otherwise: 'deny' };
  for (const [kind, place, code] of [
    ['tool', 'tools', 'tool_not_allowed'],
    ['resource', 'resources', 'tool_not_allowed'],
    ['prompt', 'prompts', 'tool_not_allowed'],
    ['method', 'methods', 'method_not_found'],
  ] as const) {
    const policy = saying({ [place]: denied });
    for (const each of ['tool', 'resource', 'prompt', 'method'] as const) {
      const want = { kind: each, name: 'x:y', arguments: {} };
      expect(verdict(policy, want)[0]).toBe(each === kind ? code : 'allow');
    }
  }
});

test('of several things that a message wants, all must be allowed', () => {
  const policy = tools({ pattern: 'a', effect: 'allow' });
  expect(ask(policy, tool('a'), tool('a')).ok).toBe(true);
  expect(verdict(policy, tool('a'), tool('b'))).toEqual(['tool_not_allowed', '/tools/otherwise']);
  expect(ask(policy).ok).toBe(true);
});

const conditional = tools(
  {
    pattern: 'run',
    effect: 'deny',
    when: [{ pointer: '/as', test: 'equals', value: 'root' }],
  },
  {
    pattern: 'run',
    effect: 'allow',
    when: [
      { pointer: '/language', test: 'oneOf', values: ['python', 'js'] },
      { pointer: '/code', test: 'maxLength', length: 5 },
    ],
  },
);

test.each<[Want['arguments'], string[]]>([
  [{ language: 'js', code: '1+1' }, ['allow', '/tools/rules/1']],
  [{ language: 'js', code: '123456' }, ['argument_not_allowed', '/tools/rules/1', '/code']],
  [{ language: 'sh', code: '1' }, ['argument_not_allowed', '/tools/rules/1', '/language']],
  [{ code: '1' }, ['argument_not_allowed', '/tools/rules/1', '/language']],
  [{ language: 'js', code: '1', as: 'root' }, ['argument_not_allowed', '/tools/rules/0', '/as']],
  [{ language: 'js', code: '1', as: 'me' }, ['allow', '/tools/rules/1']],
  [{ language: 'js', code: '1', AS: 'root' }, ['argument_not_allowed', '/tools/rules/0', '/as']],
  [{ language: 'js', code: '1', as: ['root'] }, ['argument_not_allowed', '/tools/rules/0', '/as']],
])('arguments %j are judged by the conditions of the rule that decides', (args, expected) => {
  expect(verdict(conditional, tool('run', args))).toEqual(expected);
});

test('a tool whose arguments matter is listed, one that no arguments would open is not', () => {
  expect(isListed(conditional, 'tool', 'run')).toBe(true);
  expect(isListed(conditional, 'tool', 'walk')).toBe(false);
  const shut = tools({ pattern: 'run', effect: 'deny' }, { pattern: 'run', effect: 'allow' });
  expect(isListed(shut, 'tool', 'run')).toBe(false);
});

test('a name that could be another one to a server passes only where it is spelt out in full', () => {
  const policy = saying({ tools: { rules: [{ pattern: 'delete', effect: 'deny' }], otherwise: 'allow' } });
  for (const name of [
    'dеlete',
    'delete\u200b',
    'dele\u0301te',
    'delete\0',
    'ｄelete',
    '搜索',
    'a b',
    'x\ud800',
  ])
    expect(verdict(policy, tool(name))[0], JSON.stringify(name)).toBe('tool_not_allowed');
  for (const name of ['Delete', 'DELETE', 'de1ete', 'deIete'])
    expect(verdict(policy, tool(name)), name).toEqual(['tool_not_allowed', '/tools/rules/0']);
  const spelt = tools({ pattern: '搜索', effect: 'allow' }, { pattern: '*', effect: 'allow' });
  expect(verdict(spelt, tool('搜索'))).toEqual(['allow', '/tools/rules/0']);
  expect(verdict(spelt, tool('搜'))).toEqual(['tool_not_allowed', '/tools/otherwise']);
  expect(verdict(systemDefaultPolicy, tool('搜索'))[0]).toBe('allow');
});

test('a resource under another spelling does not get past a denial', () => {
  const rules = [{ pattern: 'file:///etc/*', effect: 'deny' }];
  const policy = saying({ resources: { rules, otherwise: 'allow' } });
  const read = (name: string) => verdict(policy, { kind: 'resource', name, arguments: null })[0];
  for (const uri of [
    'file:///home/a',
    'https://x.test/a?b=c#d',
    'urn:isbn:1',
    'file:///a%20b',
    'ui://x/{id}',
  ])
    expect(read(uri), uri).toBe('allow');
  for (const uri of [
    'file:///etc/passwd',
    'FILE:///ETC/passwd',
    'file:///%65tc/passwd',
    'file:///x/../etc/passwd',
    'file:///./etc/passwd',
    'file:////etc/passwd',
    'file:///x/%2e%2e/etc/passwd',
    'file:///еtc/passwd',
    'file:\\\\\\etc\\passwd',
    ' file:///etc/passwd',
  ])
    expect(read(uri), uri).toBe('tool_not_allowed');
});

test('with stealth what is refused by name looks as if it was not there', () => {
  const refusal = refuse('tool_not_allowed', { rule: '/tools/otherwise', pattern: null, pointer: null });
  expect(disguised(saying({ stealth: true }), refusal)).toEqual(refuse('tool_unknown'));
  expect(disguised(saying({ stealth: false }), refusal)).toBe(refusal);
  const other = refuse('argument_not_allowed');
  expect(disguised(saying({ stealth: true }), other)).toBe(other);
});
