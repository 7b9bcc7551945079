import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Envelope } from '../../../shared/mcp/envelope.ts';
import { wantsOf } from '../../../shared/mcp/wants.ts';
import { ok, refuse } from '../../../shared/result.ts';

const message = (method: string, params?: object): Envelope => ({ kind: 'request', id: 1, method, params });
const looked = (kind: string, name: string) => ({ kind, name, arguments: null });

test.each<[string, object | undefined, object[]]>([
  ['initialize', {}, []],
  ['tools/list', undefined, []],
  ['resources/templates/list', undefined, []],
  ['notifications/cancelled', { requestId: 1 }, []],
  ['tools/call', { name: 'a', arguments: { x: 1 } }, [{ kind: 'tool', name: 'a', arguments: { x: 1 } }]],
  ['tools/call', { name: 'a' }, [{ kind: 'tool', name: 'a', arguments: {} }]],
  ['prompts/get', { name: 'p' }, [{ kind: 'prompt', name: 'p', arguments: {} }]],
  ['resources/read', { uri: 'file:///a' }, [looked('resource', 'file:///a')]],
  ['resources/subscribe', { uri: 'file:///a' }, [looked('resource', 'file:///a')]],
  ['resources/unsubscribe', { uri: 'file:///a' }, [looked('resource', 'file:///a')]],
  ['subscriptions/listen', { notifications: { toolsListChanged: true } }, []],
  [
    'subscriptions/listen',
    { notifications: { resourceSubscriptions: ['a:b', 'a:c'] } },
    [looked('resource', 'a:b'), looked('resource', 'a:c')],
  ],
  [
    'completion/complete',
    { ref: { type: 'ref/prompt', name: 'p' } },
    [looked('method', 'completion/complete'), looked('prompt', 'p')],
  ],
  [
    'completion/complete',
    { ref: { type: 'ref/resource', uri: 'a:{b}' } },
    [looked('method', 'completion/complete'), looked('resource', 'a:{b}')],
  ],
  ['tasks/get', { taskId: 'x' }, [looked('method', 'tasks/get')]],
  ['anything/else', undefined, [looked('method', 'anything/else')]],
])('%s %j wants %j', (method, params, wants) => {
  expect(wantsOf(message(method, params))).toEqual(ok(wants));
});

test('a notification that names a tool wants that tool, and an answer wants nothing', () => {
  const call = { kind: 'notification', id: null, method: 'tools/call', params: { name: 'a' } } as const;
  expect(wantsOf(call)).toMatchObject(ok([{ kind: 'tool', name: 'a' }]));
  expect(wantsOf({ kind: 'response', id: 1, method: '', params: undefined })).toEqual(ok([]));
});

test.each([
  'Tools/Call',
  'TOOLS/CALL',
  'tools/call\0',
  'tools/call\0x',
  'tools/ca\u200bll',
  'toolſ/call',
  'ｔools/call',
  'Resources/Read',
  'prompts/get\u00ad',
  'Tools/List',
  'completion/Complete',
])('the method %j could be another one to its server, and is none', (method) => {
  expect(wantsOf(message(method, { name: 'rm' }))).toEqual(refuse('method_not_found'));
});

test('a method that nobody knows wants itself, whatever it is called', () => {
  const unknown = fc.string().filter((method) => !/^(?:$|\w+\/)/.test(method));
  fc.assert(
    fc.property(unknown, (method) => {
      expect(wantsOf(message(method, { name: 'rm' }))).toEqual(ok([looked('method', method)]));
    }),
  );
});

test.each<[string, object | undefined]>([
  ['tools/call', undefined],
  ['tools/call', { name: ['a'] }],
  ['tools/call', { name: 'a', arguments: 'x' }],
  ['prompts/get', { name: 'a', arguments: [] }],
  ['resources/read', { uri: 7 }],
  ['completion/complete', {}],
  ['completion/complete', { ref: { type: 'ref/prompt', uri: 'x' } }],
  ['completion/complete', { ref: { type: 'ref/prompt', name: 'a', Name: 'b' } }],
  ['subscriptions/listen', { notifications: { resourceSubscriptions: [7] } }],
  ['subscriptions/listen', { notifications: { resourceSubscriptions: [], ResourceSubscriptions: ['a:b'] } }],
  ['subscriptions/listen', { notifications: { resourceSubscriptions: Array(101).fill('a:b') } }],
])('%s %j does not say what it wants', (method, params) => {
  expect(wantsOf(message(method, params))).toEqual(refuse('invalid_params'));
});
