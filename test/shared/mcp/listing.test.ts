import { expect, test } from 'vitest';

import { ownMessage } from '../../../shared/mcp/listing.ts';

const all = () => true;
const but = (hidden: string) => (_: string, name: string) => name !== hidden;

const tool = (name: string) =>
  `{ "name":${JSON.stringify(name)}, "inputSchema":{"maximum":9007199254740993, "x":[1,"}]\\""]}}`;
const answer = (list: string, items: readonly string[], more = '') =>
  `{"jsonrpc":"2.0", "id":1,\n"result":{"${list}":[ ${items.join(' ,\n  ')} ]${more}}}`;

test('a list of which everything may be seen stays as it is, to the byte', () => {
  const text = answer('tools', [tool('a'), tool('b')], ',"nextCursor":"x"');
  expect(ownMessage(text, all)).toBe(text);
});

test.each(['a', 'b', 'c'])(
  'the tool %s is taken out, and the rest stays to the byte, in its order',
  (hidden) => {
    const names = ['a', 'b', 'c'];
    const text = answer('tools', names.map(tool), ' , "nextCursor" : "x"');
    const kept = names.filter((name) => name !== hidden).map(tool);
    expect(ownMessage(text, but(hidden))).toBe(answer('tools', kept, ' , "nextCursor" : "x"'));
  },
);

test('a list of which nothing may be seen is an empty list', () => {
  const seen = ownMessage(answer('tools', [tool('a'), tool('b')]), () => false) ?? '';
  expect(JSON.parse(seen)).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
});

test.each([
  ['tools', 'tool', 'name'],
  ['prompts', 'prompt', 'name'],
  ['resources', 'resource', 'uri'],
  ['resourceTemplates', 'resource', 'uriTemplate'],
])('items of %s are known to a policy as a %s by their %s', (list, kind, by) => {
  const asked: string[][] = [];
  const text = answer(list, [`{"title":"other","${by}":"one"}`]);
  ownMessage(text, (...item) => asked.push(item) > 0);
  expect(asked).toEqual([[kind, 'one']]);
});

test('a list that an upstream lets anybody keep for long is the client’s own, for half a minute', () => {
  const text = answer('tools', [tool('a')], ', "ttlMs": 3600000, "cacheScope":"public"');
  expect(ownMessage(text, all)).toBe(
    answer('tools', [tool('a')], ', "ttlMs": 30000, "cacheScope":"private"'),
  );
  const short = answer('tools', [], ',"ttlMs":29999,"cacheScope":"private"');
  expect(ownMessage(short, all)).toBe(short);
  expect(ownMessage(answer('tools', [], ',"ttlMs":"long"'), all)).toBe(answer('tools', [], ',"ttlMs":30000'));
});

test.each([
  ['not JSON', '{"result":{"tools":[]}'],
  ['no object', '[{"result":{"tools":[]}}]'],
  ['two results', '{"result":{"tools":[]},"r\\u0065sult":{"tools":[]}}'],
  ['two lists', '{"result":{"tools":[],"t\\u006fols":[]}}'],
  ['two times to live', '{"result":{"ttlMs":0,"ttlMs":1e9}}'],
])('an answer with %s cannot be judged', (_, text) => {
  expect(ownMessage(text, all)).toBeNull();
});

test('an item without one plain name is not shown: who knows which the client would take', () => {
  for (const item of ['{"name":"a","n\\u0061me":"b"}', '{"name":7}', '{}', '"a"', 'null', '[]'])
    expect(ownMessage(answer('tools', [item, tool('b')]), all)).toBe(answer('tools', [tool('b')]));
});

test('messages without a list stay as they are, also where a list stands deeper', () => {
  for (const text of [
    '{"method":"notifications/message","params":{"tools":[{"name":"a"}]}}',
    '{"result":{"content":[{"tools":[{"name":"a"}]}]}}',
    '{"error":{"code":1,"message":"\\"result\\":{\\"tools\\":[]}"}}',
  ])
    expect(ownMessage(text, () => false)).toBe(text);
});
