import { expect, test } from 'vitest';

import { readEnvelope, subjectOf, type Envelope } from '../../../shared/mcp/envelope.ts';
import { ok, refuse } from '../../../shared/result.ts';

const read = (text: string) => readEnvelope(new TextEncoder().encode(text));
const withId = (id: string) => read(`{"jsonrpc":"2.0","id":${id},"method":"tools/list"}`);

test('a request is read with its id, method and params', () => {
  expect(read('{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"sum"}}')).toEqual(
    ok({ kind: 'request', id: 7, method: 'tools/call', params: { name: 'sum' } }),
  );
  expect(read('\r\n\t {"method":"ping","id":"a","jsonrpc":"2.0"} \n')).toEqual(
    ok({ kind: 'request', id: 'a', method: 'ping', params: undefined }),
  );
});

test('a message without an id is a notification', () => {
  expect(read('{"jsonrpc":"2.0","method":"notifications/initialized"}')).toEqual(
    ok({ kind: 'notification', id: null, method: 'notifications/initialized', params: undefined }),
  );
});

test.each(['"result":{}', '"result":null', '"error":{"code":1,"message":"no"}'])(
  'a message with an id and %s is a response',
  (answer) => {
    expect(read(`{"jsonrpc":"2.0","id":1,${answer}}`)).toEqual(
      ok({ kind: 'response', id: 1, method: '', params: undefined }),
    );
  },
);

test.each([
  ['answers nothing', '{"jsonrpc":"2.0","id":1}'],
  ['answers twice', '{"jsonrpc":"2.0","id":1,"result":{},"error":{}}'],
  ['answers nobody', '{"jsonrpc":"2.0","result":{}}'],
  ['answers null', '{"jsonrpc":"2.0","id":null,"error":{}}'],
  ['is empty', '{}'],
  ['says no version', '{"id":1,"method":"ping"}'],
  ['says another version', '{"jsonrpc":"1.0","id":1,"method":"ping"}'],
  ['says its version as a number', '{"jsonrpc":2.0,"id":1,"method":"ping"}'],
  ['is an array', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]'],
  ['is an empty array', '[]'],
  ['is null', 'null'],
  ['is a string', '"{}"'],
  ['is a number', '7'],
  ['has a method that is no text', '{"jsonrpc":"2.0","id":1,"method":7}'],
  ['has no method but null', '{"jsonrpc":"2.0","id":1,"method":null}'],
  ['has params in an array', '{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}'],
  ['has params that are null', '{"jsonrpc":"2.0","id":1,"method":"ping","params":null}'],
  ['has params that are text', '{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}'],
  ['says its method twice', '{"jsonrpc":"2.0","id":1,"method":"tools/call","method":"ping"}'],
  ['says it twice, once escaped', '{"jsonrpc":"2.0","id":1,"method":"ping","\\u006dethod":"tools/call"}'],
  ['has a second method in capitals', '{"jsonrpc":"2.0","id":1,"method":"ping","Method":"tools/call"}'],
  ['has a second method with a NUL', '{"jsonrpc":"2.0","id":1,"method":"ping","method\\u0000":"x"}'],
  ['has second params with a long s', '{"jsonrpc":"2.0","id":1,"method":"ping","paramſ":{}}'],
  ['inherits nothing', '{"__proto__":{"jsonrpc":"2.0","id":1,"method":"ping"}}'],
])('a message that %s is refused', (_, text) => {
  expect(read(text)).toEqual(refuse('invalid_envelope'));
});

test.each([
  ['nothing', ''],
  ['only space', '  '],
  ['no JSON', 'hello'],
  ['cut off', '{"jsonrpc":"2.0","id":1,"method":"ping"'],
  ['two messages', '{"jsonrpc":"2.0","id":1,"method":"a"}{"jsonrpc":"2.0","id":2,"method":"b"}'],
  ['two lines', '{"jsonrpc":"2.0","id":1,"method":"a"}\n{"jsonrpc":"2.0","id":2,"method":"b"}'],
  ['a message and a letter', '{"jsonrpc":"2.0","id":1,"method":"ping"}x'],
  ['a message and a NUL', '{"jsonrpc":"2.0","id":1,"method":"ping"}\u0000'],
  ['a comma too many', '{"jsonrpc":"2.0","id":1,"method":"ping",}'],
  ['a comment', '{"jsonrpc":"2.0","id":1,"method":"ping"/* x */}'],
  ['single quotes', "{'jsonrpc':'2.0'}"],
  ['a byte order mark', '\ufeff{"jsonrpc":"2.0","id":1,"method":"ping"}'],
  ['a raw line break in a string', '{"jsonrpc":"2.0","id":1,"method":"pi\nng"}'],
  ['not a number', '{"jsonrpc":"2.0","id":NaN,"method":"ping"}'],
])('%s is not JSON', (_, text) => {
  expect(read(text)).toEqual(refuse('parse_error'));
});

test.each([
  ['a byte that starts nothing', [0xff]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a character', [0xe2, 0x82]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['Latin-1', [0xe9]],
])('%s inside a string is not UTF-8', (_, bytes) => {
  const [before, after] = ['{"jsonrpc":"2.0","id":1,"method":"', '"}'].map((text) =>
    new TextEncoder().encode(text),
  );
  expect(readEnvelope(Uint8Array.of(...(before ?? []), ...bytes, ...(after ?? [])))).toEqual(
    refuse('parse_error'),
  );
});

test('UTF-16 is not UTF-8', () => {
  const text = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const units = Uint16Array.from(`\ufeff${text}`, (char) => char.charCodeAt(0));
  expect(readEnvelope(new Uint8Array(units.buffer))).toEqual(refuse('parse_error'));
});

test.each(['0', '-1', '9007199254740991', '-9007199254740991', '""', '"a-1"', '"é"', `"${'x'.repeat(256)}"`])(
  'the id %s is kept as it is',
  (id) => {
    expect(withId(id)).toMatchObject({ ok: true, value: { kind: 'request', id: JSON.parse(id) as unknown } });
  },
);

test.each(['9007199254740992', '9007199254740993', '1e400', '1.5', '1e-1', 'null', 'true', '[1]', '{}'])(
  'the id %s is refused: it would not come back as it was sent',
  (id) => {
    expect(withId(id)).toEqual(refuse('invalid_envelope'));
  },
);

test('an id of 257 characters is too long', () => {
  expect(withId(`"${'x'.repeat(257)}"`)).toEqual(refuse('invalid_envelope'));
});

test('reading a message changes none of its bytes, so large numbers arrive as they were sent', () => {
  const text =
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"arguments":{"n":9007199254740993.10}}}';
  const bytes = new TextEncoder().encode(text);
  expect(readEnvelope(bytes).ok).toBe(true);
  expect(new TextDecoder().decode(bytes)).toBe(text);
});

const about = (method: string, params: unknown): Envelope => ({ kind: 'request', id: 1, method, params });

test('a call is about its tool, prompt or resource', () => {
  expect(subjectOf(about('tools/call', { name: 'sum', uri: 'x' }))).toBe('sum');
  expect(subjectOf(about('prompts/get', { name: 'greet', uri: 'x' }))).toBe('greet');
  expect(subjectOf(about('resources/read', { uri: 'file:///a', name: 'x' }))).toBe('file:///a');
});

test('other messages are about nothing in particular', () => {
  for (const method of ['tools/list', 'ping', 'resources/subscribe', 'TOOLS/CALL', ''])
    expect(subjectOf(about(method, { name: 'x', uri: 'x' }))).toBeUndefined();
  for (const params of [undefined, {}, [], 'name'])
    expect(subjectOf(about('tools/call', params))).toBeUndefined();
});

test.each(['"result":{}', '"error":{}'])('a request that is an answer as well is refused: %s', (answer) => {
  const text = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x"},${answer}}`;
  expect(readEnvelope(new TextEncoder().encode(text))).toEqual(refuse('invalid_envelope'));
});
