import { expect, test } from 'vitest';

import type { Envelope } from '../../../shared/mcp/envelope.ts';
import { clientName, undeclared } from '../../../shared/session/identity.ts';

const message = (params: unknown): Envelope => ({ kind: 'request', id: 1, method: 'tools/list', params });
const inMeta = (name: unknown) => ({ _meta: { 'io.modelcontextprotocol/clientInfo': { name } } });

test('a client is called what it calls itself, in either era', () => {
  expect(clientName(message(inMeta('claude-code')))).toBe('claude-code');
  expect(clientName(message({ clientInfo: { name: 'Cursor (1.2)' } }))).toBe('Cursor (1.2)');
  expect(clientName(message(inMeta('客户端')))).toBe('客户端');
});

test('what stands in _meta comes first', () => {
  expect(clientName(message({ ...inMeta('new'), clientInfo: { name: 'old' } }))).toBe('new');
});

test('a name has at most 128 characters', () => {
  expect(clientName(message(inMeta('x'.repeat(128))))).toBe('x'.repeat(128));
  expect(clientName(message(inMeta('x'.repeat(129))))).toBe(undeclared);
});

test.each([
  ['empty', ''],
  ['broken over lines', 'two\nlines'],
  ['with a control character', 'a\u0007'],
  ['with a hidden character', 'a\u200bb'],
  ['turned around', 'a\u202eb'],
  ['no text', 7],
  ['an object', { name: 'x' }],
  ['null', null],
])('a name that is %s counts as none', (_, name) => {
  expect(clientName(message(inMeta(name)))).toBe(undeclared);
  expect(clientName(message({ clientInfo: { name } }))).toBe(undeclared);
});

test.each([undefined, {}, { _meta: null }, { _meta: [] }, { clientInfo: 'x' }, { clientInfo: null }])(
  'a client that does not say who it is (%j) is undeclared',
  (params) => {
    expect(clientName(message(params))).toBe('undeclared');
  },
);

test('a name that is only inherited is not the client’s own', () => {
  const inherits: unknown = Object.create({ name: 'inherited' });
  expect(clientName(message({ clientInfo: inherits }))).toBe(undeclared);
});

test('a name of blanks is none', () => {
  const params = { clientInfo: { name: '   ' } };
  expect(clientName({ kind: 'request', id: 1, method: 'initialize', params })).toBe(undeclared);
});
