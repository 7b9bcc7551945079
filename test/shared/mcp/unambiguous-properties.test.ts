import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { readEnvelope } from '../../../shared/mcp/envelope.ts';
import { isUnambiguous } from '../../../shared/mcp/unambiguous.ts';
import { readingsOf } from '../../support/parser-models.ts';

const runs = { numRuns: 20_000, seed: 20_261_125 };

/** Ways to spell a name that some parser takes for the plain one. */
const spelling = fc.constantFrom(
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name[0]?.toUpperCase() + name.slice(1),
  (name: string) => name.replace('s', 'ſ'),
  (name: string) => `${name}\0`,
  (name: string) => `${name}\0more`,
  (name: string) => `\u200b${name}`,
  (name: string) => `${name.slice(0, 1)}\u00ad${name.slice(1)}`,
  (name: string) => name.replace(/./g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
);
const names = fc.constantFrom('jsonrpc', 'id', 'method', 'params', 'name', 'arguments', 'extra', 'other');
const memberName = fc.tuple(names, spelling).map(([name, spell]) => spell(name));

const escaped = (text: string) =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A name as JSON may write it: as it is, or with some letters escaped. */
const written = fc
  .tuple(memberName, fc.boolean())
  .map(([name, escapes]) => (escapes ? `"${escaped(name)}"` : JSON.stringify(name)));
const scalar = fc.constantFrom('1', '"tools/call"', '"echo"', '"delete"', 'null', '{}', '[]', '"2.0"');
const object = (value: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(written, value), { maxLength: 6 })
    .map((members) => `{${members.map(([name, each]) => `${name}:${each}`).join(', ')}}`);
const message = object(fc.oneof({ weight: 3, arbitrary: scalar }, object(scalar)));

test('what passes the scanner is read alike by parsers that fold case, cut at NUL, or keep another of two members', () => {
  let passed = 0;
  fc.assert(
    fc.property(message, (text) => {
      if (!isUnambiguous(text)) return;
      passed += 1;
      const [ours, ...others] = readingsOf(text);
      for (const reading of others) expect(reading).toEqual(ours);
    }),
    runs,
  );
  expect(passed).toBeGreaterThan(1_000);
});

test('what JSON.parse reads of a message is what its text says, member for member', () => {
  fc.assert(
    fc.property(message, (text) => {
      const read = readEnvelope(new TextEncoder().encode(text));
      if (!read.ok) return;
      const [reading] = readingsOf(text);
      expect(read.value.method).toBe(reading?.method ?? '');
      expect(read.value.id).toBe(reading?.id ?? null);
    }),
    runs,
  );
});

test('any object whose names are plain and stand once passes', () => {
  const plain = fc.dictionary(
    fc.stringMatching(/^[a-z]{5,12}[0-9]$/),
    fc.oneof(
      fc.integer(),
      fc.string(),
      fc.boolean(),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    ),
  );
  fc.assert(
    fc.property(plain, fc.boolean(), (value, spaced) => {
      expect(isUnambiguous(JSON.stringify(value, null, spaced ? 2 : 0))).toBe(true);
    }),
    { ...runs, numRuns: 5_000 },
  );
});

test('bytes of any kind are refused or read, and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(typeof readEnvelope(bytes).ok).toBe('boolean');
    }),
    { ...runs, numRuns: 5_000 },
  );
});
