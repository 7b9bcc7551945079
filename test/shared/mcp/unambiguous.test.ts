import { expect, test } from 'vitest';

import { isUnambiguous } from '../../../shared/mcp/unambiguous.ts';
import { seeded } from '../../support/seeded.ts';

const deciding = [
  'jsonrpc',
  'id',
  'method',
  'params',
  'result',
  'error',
  'name',
  'arguments',
  'uri',
  '_meta',
];

/** Ways in which another parser may take a name for a deciding one. */
const disguises: Record<string, (name: string) => string> = {
  'upper case': (name) => name.toUpperCase(),
  'one capital': (name) => name.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  'a long s': (name) => name.replaceAll('s', 'ſ'),
  'a dotless i': (name) => name.replaceAll('i', 'ı'),
  'full-width letters': (name) =>
    name.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
  'mathematical letters': (name) =>
    name.replaceAll(/[a-z]/g, (letter) =>
      String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x1d400 - 0x47),
    ),
  'a NUL behind': (name) => `${name}\u0000`,
  'a NUL inside': (name) => `${name.slice(0, 1)}\u0000${name.slice(1)}`,
  'a zero-width space': (name) => `${name}\u200b`,
  'a zero-width joiner': (name) => `${name.slice(0, 1)}\u200d${name.slice(1)}`,
  'a byte order mark': (name) => `\ufeff${name}`,
  'a soft hyphen': (name) => `${name.slice(0, 1)}\u00ad${name.slice(1)}`,
  'a delete': (name) => `${name}\u007f`,
  'a lone surrogate': (name) => `${name}\ud800`,
};

const pairs = Object.entries(disguises).flatMap(([how, disguise]) =>
  deciding.map((name) => ({ how, name, other: disguise(name) })).filter(({ name, other }) => name !== other),
);

/** The text with every character escaped: another spelling of the same names. */
function escaped(name: string): string {
  const units = Array.from({ length: name.length }, (_, at) => name.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}

test.each(pairs)('$how does not pass for $name, at the top or in params', ({ other }) => {
  for (const quoted of [JSON.stringify(other), escaped(other)]) {
    expect(isUnambiguous(`{${quoted}:1}`)).toBe(false);
    expect(isUnambiguous(`{"params":{${quoted}:1}}`)).toBe(false);
  }
});

test('every disguise fits some name', () => {
  expect(new Set(pairs.map(({ how }) => how))).toEqual(new Set(Object.keys(disguises)));
});

test.each(deciding)('%s itself is taken, spelt out or escaped', (name) => {
  for (const quoted of [JSON.stringify(name), escaped(name)]) {
    expect(isUnambiguous(`{${quoted}:1}`)).toBe(true);
    expect(isUnambiguous(`{"params":{${quoted}:1}}`)).toBe(true);
  }
});

test('a tool’s own arguments may be named as it likes', () => {
  expect(isUnambiguous('{"params":{"arguments":{"Method":1,"ID":2,"Name":3,"naïve":4}}}')).toBe(true);
  expect(isUnambiguous('{"params":{"progressToken":1,"cursor":2,"names":3,"method_":4}}')).toBe(true);
});

test.each([
  ['at the top', '{"method":1,"id":2,"method":1}'],
  ['in params', '{"params":{"name":1,"name":1}}'],
  ['deep inside', '{"a":[{"b":{"c":[{"d":1,"d":2}]}}]}'],
  ['escaped', '{"method":1,"\\u006dethod":2}'],
  ['partly escaped', '{"a/b":1,"a\\/b":2}'],
  ['as a surrogate pair', '{"😀":1,"\\ud83d\\ude00":2}'],
  ['empty', '{"":1,"":2}'],
  ['named as what objects inherit', '{"__proto__":1,"__proto__":2}'],
  ['behind a value that has it too', '{"a":{"a":1},"a":2}'],
  ['with a quote in it', '{"a\\"":1,"a\\u0022":2}'],
])('a member that stands twice is found %s', (_, text) => {
  expect(() => void JSON.parse(text)).not.toThrow();
  expect(isUnambiguous(text)).toBe(false);
});

test.each([
  ['in another object', '{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":1}]}'],
  ['as a value', '{"a":"b","b":"a","c":["a","a"]}'],
  ['in another case', '{"a":1,"A":2}'],
  ['inside a string', '{"a":"{\\"x\\":1,\\"x\\":2}"}'],
  ['before an escaped quote', '{"a":"\\\\","b":"\\"a\\":"}'],
])('the same name may stand %s', (_, text) => {
  expect(() => void JSON.parse(text)).not.toThrow();
  expect(isUnambiguous(text)).toBe(true);
});

test('values of any kind are no members', () => {
  for (const text of ['0', '"x"', 'null', '[]', '{}', '[1,[2,[3]]]', ' {"a" : [ 1 , "b:c" ] } '])
    expect(isUnambiguous(text), text).toBe(true);
});

test('whatever JSON.stringify writes has every member once', () => {
  const random = seeded(3);
  const name = () => random.pick(['a', 'b', 'c"', 'd\\', 'e{', 'f:', 'g,', '[', ']', '\u0000', '😀']);
  const value = (depth: number): unknown => {
    if (depth === 0) return random.pick<unknown>([1, 'x:y', '"', '\\', null, true]);
    const children = Array.from({ length: random.below(4) }, () => value(depth - 1));
    return random.below(2) === 0 ? children : Object.fromEntries(children.map((child) => [name(), child]));
  };
  for (let round = 0; round < 1_000; round += 1) {
    const text = JSON.stringify(value(4));
    expect(isUnambiguous(text), text).toBe(true);
  }
});

test.each(['method\\u0000x', 'method\\u034f', 'method\\ufe0f'])(
  'a name that some parser takes for a deciding one is refused: %s',
  (name) => {
    expect(isUnambiguous(`{"method":"ping","${name}":"tools/call"}`)).toBe(false);
  },
);

test('a look-alike of a deciding member of _meta is refused, the member itself and arguments are not', () => {
  const nested = (name: string) => `{"params":{"_meta":{"${name}":"2026-07-28"}}}`;
  expect(isUnambiguous(nested('IO.modelcontextprotocol/protocolVersion'))).toBe(false);
  expect(isUnambiguous(nested('io.modelcontextprotocol/protocolVersion'))).toBe(true);
  expect(isUnambiguous('{"params":{"arguments":{"Method":"GET","URI":"x"}}}')).toBe(true);
});
