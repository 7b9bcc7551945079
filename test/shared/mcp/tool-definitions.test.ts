import { expect, test } from 'vitest';

import { canonicalJson } from '../../../shared/mcp/canonical-json.ts';
import { toolsIn } from '../../../shared/mcp/tool-definitions.ts';

test('the same value is the same text, however it was written', () => {
  const one = JSON.parse('{"b":[1,{"d":null,"c":"ü"}],"a":1e2}') as unknown;
  const other = JSON.parse(' { "a" : 100, "b" : [1.0, { "c" : "\\u00fc", "d" : null }] } ') as unknown;
  expect(canonicalJson(one)).toBe('{"a":100,"b":[1,{"c":"ü","d":null}]}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});

test('a list of tools tells each by name and definition; other messages tell none', () => {
  const list = {
    jsonrpc: '2.0',
    id: 1,
    result: { tools: [{ name: 'a', description: 'x' }, { name: 7 }, null] },
  };
  expect(toolsIn(JSON.stringify(list))).toEqual([
    { name: 'a', definition: '{"description":"x","name":"a"}' },
  ]);
  for (const other of [{ result: {} }, { result: { tools: 'a' } }, { error: {} }, 7, null])
    expect(toolsIn(JSON.stringify(other))).toEqual([]);
});
