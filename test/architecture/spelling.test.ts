import { expect, test } from 'vitest';

import { secretPrefixes } from '../../shared/secret-pattern.ts';
import { codeUnder, nodesOf, textsOf, type Source } from './sources.ts';

const ours = codeUnder('shared', 'worker', 'extension');

/** A secret's prefix in anything that runs. With `…` behind it, it is an example in words for people. */
const spelt = new RegExp(`(?:${secretPrefixes.join('|')})(?!…)`);
const spellsPrefix = (source: Source) => textsOf(source).some((text) => spelt.test(text));

const writesConsole = (source: Source) =>
  nodesOf(source).some(({ type, object }) => {
    const isName = typeof object === 'object' && object !== null && 'name' in object;
    return type === 'MemberExpression' && isName && object.name === 'console';
  });

const pathsOf = (sources: readonly Source[]) => sources.map(({ path }) => path);

test('the prefixes of secrets stand in one table', () => {
  expect(pathsOf(ours.filter(spellsPrefix))).toEqual(['shared/ids.ts']);
});

test.each(["'khk_'", '`khp_${1}`', '/^kht_/', '"Bearer khk_0123"', '<b>khk_</b>'])(
  '%s spells a prefix',
  (text) => {
    expect(spellsPrefix({ path: 'worker/planted.tsx', text: `export const a = ${text};` })).toBe(true);
  },
);

test('comments and examples for people may name a prefix', () => {
  const text = '// khk_ opens doors\n/** `khp_` too */ export const hint = "Bearer khk_…";';
  expect(spellsPrefix({ path: 'worker/planted.ts', text })).toBe(false);
});

test('only log.ts has the console', () => {
  expect(pathsOf(ours.filter(writesConsole))).toEqual(['worker/log.ts']);
});

test('a console anywhere else is found, in words about it none', () => {
  expect(writesConsole({ path: 'a.ts', text: 'if (a) console.error(a);' })).toBe(true);
  expect(writesConsole({ path: 'a.ts', text: "console['log'](1);" })).toBe(true);
  expect(writesConsole({ path: 'a.ts', text: '// console.log(1)\nconst a = "console.log";' })).toBe(false);
});
