import { expect, test } from 'vitest';

import { codeUnder, nodesOf, type Node, type Source } from './sources.ts';

const forbidden = new Set(
  [
    'Date Math.random crypto performance setTimeout setInterval setImmediate queueMicrotask',
    'fetch process globalThis window self document navigator localStorage console',
  ]
    .join(' ')
    .split(' '),
);

/** Where a piece of code reaches for clock, dice or platform: `Date`, `globalThis`, `Math.random`. */
function impurities(source: Source): string[] {
  return nodesOf(source).flatMap((node) => {
    const name = node.type === 'MemberExpression' ? memberName(node) : nameOf(node);
    return forbidden.has(name) ? [`${source.path}: ${name}`] : [];
  });
}

/** `Math.random`, however the member is spelt. */
function memberName({ object, property }: Node): string {
  return `${nameOf(object)}.${nameOf(property)}`;
}

function nameOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('name' in node) return String(node.name);
  return 'value' in node ? String(node.value) : '';
}

test('the core asks neither clock nor dice nor platform', () => {
  expect(codeUnder('shared').flatMap(impurities)).toEqual([]);
});

test.each([
  'export const at = Date.now();',
  'export const at = new Date();',
  'export const dice = Math.random();',
  "export const dice = Math['random']();",
  'export const id = crypto.randomUUID();',
  "export const page = await fetch('https://x.example');",
  'setTimeout(() => 1, 1);',
  "export const home = process.env['HOME'];",
  'export const all = globalThis;',
])('the core may not hold: %s', (text) => {
  expect(impurities({ path: 'shared/planted.ts', text })).toHaveLength(1);
});

test('words about them are no use of them', () => {
  const text = '/** Not Date.now: fetch it. */\nexport const hint = "crypto, fetch, Math.random";';
  expect(impurities({ path: 'shared/planted.ts', text })).toEqual([]);
});
