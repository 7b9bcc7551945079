import { expect, test } from 'vitest';

import { isCharged } from '../../../shared/session/charge.ts';

const message = (method: string, kind: 'request' | 'notification' | 'response' = 'request') =>
  ({ kind, id: 1, method, params: {} }) as const;

test.each([
  'tools/call',
  'resources/read',
  'prompts/get',
  'completion/complete',
  'tasks/result',
  'something/new',
])('%s is a call', (method) => {
  expect(isCharged(message(method))).toBe(true);
});

test.each([
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'prompts/list',
  'logging/setLevel',
  'subscriptions/listen',
])('%s is not', (method) => {
  expect(isCharged(message(method))).toBe(false);
});

test('only requests are calls', () => {
  expect(isCharged(message('tools/call', 'notification'))).toBe(false);
  expect(isCharged(message('', 'response'))).toBe(false);
});
