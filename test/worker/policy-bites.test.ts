import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, initialize, type McpCall } from './support/calls.ts';
import {
  argumentsOf,
  givenKeyUnder,
  only,
  outcome,
  run,
  type Fields,
  type Told,
} from './support/policies.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const read = (uri: string): McpCall => ({
  method: 'resources/read',
  params: { uri },
  headers: { 'mcp-name': uri },
});
const listen = (...resourceSubscriptions: string[]): McpCall => ({
  method: 'subscriptions/listen',
  params: { notifications: { resourceSubscriptions } },
});

const refusals: readonly { what: string; fields: Fields; passes: McpCall; refused: McpCall; as: unknown }[] =
  [
    {
      what: 'an image',
      fields: { images: ['linux_latest'] },
      passes: run('ls'),
      refused: { ...run('ls'), image: 'code_latest' },
      as: [403, 40302, 'image_not_allowed'],
    },
    {
      what: 'a network',
      fields: { ipRanges: ['192.0.2.0/24', '2001:db8::/32'] },
      passes: { ...run('ls'), headers: { 'cf-connecting-ip': '2001:db8::7' } },
      refused: { ...run('ls'), headers: { 'cf-connecting-ip': '198.51.100.1' } },
      as: [403, 40303, 'condition_failed'],
    },
    {
      what: 'a tool',
      fields: { tools: only('fs/*') },
      passes: run('fs/read'),
      refused: run('shell'),
      as: [200, 40310, 'tool_not_allowed'],
    },
    {
      what: 'a tool, in secret',
      fields: { tools: only('fs/*'), stealth: true },
      passes: run('fs/read'),
      refused: run('shell'),
      as: [200, -32602, 'tool_unknown'],
    },
    {
      what: 'an argument',
      fields: {
        tools: {
          rules: [
            {
              pattern: 'fetch',
              effect: 'allow',
              when: [{ pointer: '/url', test: 'urlHost', hosts: ['example.com'] }],
            },
          ],
          otherwise: 'deny',
        },
      },
      passes: run('fetch', { url: 'https://example.com/a' }),
      refused: run('fetch', { url: 'https://example.com.evil.test/a' }),
      as: [200, 42210, 'argument_not_allowed'],
    },
    {
      what: 'a resource',
      fields: { resources: only('file:///home/*') },
      passes: read('file:///home/a'),
      refused: read('file:///etc/a'),
      as: [200, 40310, 'tool_not_allowed'],
    },
    {
      what: 'a subscription to a resource',
      fields: { resources: only('file:///home/*') },
      passes: listen('file:///home/a'),
      refused: listen('file:///home/a', 'file:///etc/a'),
      as: [200, 40310, 'tool_not_allowed'],
    },
    {
      what: 'a prompt',
      fields: { prompts: only('greet') },
      passes: { method: 'prompts/get', params: { name: 'greet' } },
      refused: { method: 'prompts/get', params: { name: 'insult' } },
      as: [200, 40310, 'tool_not_allowed'],
    },
    {
      what: 'a completion of a prompt that is not allowed',
      fields: { prompts: only('greet') },
      passes: { method: 'completion/complete', params: { ref: { type: 'ref/prompt', name: 'greet' } } },
      refused: { method: 'completion/complete', params: { ref: { type: 'ref/prompt', name: 'insult' } } },
      as: [200, 40310, 'tool_not_allowed'],
    },
    {
      what: 'a method',
      fields: { methods: only('completion/*') },
      passes: { method: 'completion/complete', params: { ref: { type: 'ref/prompt', name: 'greet' } } },
      refused: { method: 'tasks/get', params: { taskId: 'x' } },
      as: [404, -32601, 'method_not_found'],
    },
  ];

test.each(refusals)('a policy keeps a key from $what, and lets through what it allows', async (each) => {
  const asked = givenUpstream();
  const { secret } = await givenKeyUnder(each.fields);
  expect(await outcome(callStateless({ secret, ...each.passes }))).toBe('passed');
  expect(asked).toHaveLength(1);
  expect(await outcome(callStateless({ secret, ...each.refused }))).toEqual(each.as);
  expect(asked).toHaveLength(1);
});

test('a refusal says which rule decided and which argument was wrong, and keeps the id', async () => {
  const when = [{ pointer: '/path', test: 'matches' as const, pattern: '/home/*' }];
  const { secret } = await givenKeyUnder({
    tools: { rules: [{ pattern: 'read', effect: 'allow', when }], otherwise: 'deny' },
  });
  givenUpstream();
  const headers = { 'mcp-session-id': await initialize(secret) };
  const climbing = await callLegacy({
    secret,
    headers,
    ...run('read', { path: '/home/x/../../etc/passwd' }),
  });
  expect(await climbing.json()).toMatchObject({
    id: 1,
    error: {
      code: 42210,
      data: { code: 'argument_not_allowed', rule: '/tools/rules/0', pattern: 'read', pointer: '/path' },
    },
  });
  const other = await callLegacy({ secret, headers, ...run('write') });
  expect(await other.json()).toMatchObject({ id: 1, error: { data: { rule: '/tools/otherwise' } } });
});

test('with stealth nothing of the policy is told', async () => {
  const { secret } = await givenKeyUnder({ tools: only('read'), stealth: true });
  givenUpstream();
  const { error } = await (await callStateless({ secret, ...run('write') })).json<Told>();
  expect(error?.message).toMatch(/^Unknown tool/);
  expect(Object.keys(error?.data ?? {})).toEqual(['type', 'code', 'hint']);
});

test('what does not say what it wants is refused, whatever the policy', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKeyUnder({});
  for (const sent of [
    { method: 'tools/call', params: { name: 7 } },
    { method: 'tools/call', params: { name: 'run', arguments: ['x'] } },
    { method: 'resources/subscribe', params: { uri: null } },
    { method: 'completion/complete', params: { ref: { type: 'ref/other', name: 'x' } } },
    { method: 'subscriptions/listen', params: { notifications: { resourceSubscriptions: 'file:///a' } } },
  ]) {
    const call = { secret, headers: { 'mcp-session-id': await initialize(secret) }, ...sent };
    expect(await outcome(callLegacy(call))).toEqual([400, -32602, 'invalid_params']);
  }
  expect(asked).toHaveLength(5); // The handshakes.
});

test('a refused notification has no id to answer, and is refused by its status', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKeyUnder({ tools: only('read') });
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'tools/call', params: argumentsOf('write', {}) });
  const headers = { 'mcp-session-id': await initialize(secret) };
  expect(await outcome(callLegacy({ secret, headers, body }))).toEqual([403, 40310, 'tool_not_allowed']);
  expect(asked).toHaveLength(1);
});

test('an edit of the policy bites at once in new sessions and not in open ones', async () => {
  givenUpstream();
  const { secret, policy } = await givenKeyUnder({});
  const headers = { 'mcp-session-id': await initialize(secret) };
  await api.editPolicy({ id: policy.id, rev: 1, tools: only('read') });
  expect(await outcome(callLegacy({ secret, headers, ...run('write') }))).toBe('passed');
  expect(await outcome(callStateless({ secret, ...run('write') }))).toEqual([200, 40310, 'tool_not_allowed']);
});
