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

test('notifications and answers are no calls, but for a call that only leaves its id out', () => {
  for (const method of ['notifications/progress', 'notifications/cancelled', 'notifications/something/new'])
    expect(isCharged(message(method, 'notification'))).toBe(false);
  expect(isCharged(message('', 'response'))).toBe(false);
  expect(isCharged(message('tools/call', 'notification'))).toBe(true);
  expect(isCharged(message('tools/list', 'notification'))).toBe(false);
});
