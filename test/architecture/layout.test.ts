import path from 'node:path';

import { expect, test } from 'vitest';

import { areas, filesUnder, namesIn, readText } from './sources.ts';

const drawers = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'misc',
  'common',
  'types',
  'manager',
  'service',
]);
const mostLines = 200;

const expectedAtTop = new Set([
  'extension',
  'worker',
  'shared',
  'test',
  'docs',
  'package.json',
  'package-lock.json',
  'wrangler.toml',
  'tsconfig.json',
  'wxt.config.ts',
  'vitest.config.ts',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  '.npmrc',
  '.git',
  '.gitignore',
  '.ci',
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'LICENSE',
]);

/** The words of a path that end a name: of `key-utils/misc.test.ts`, `utils` and `misc`. */
function lastWords(file: string): string[] {
  return file.split('/').map((name) => name.split('.')[0]?.split('-').at(-1) ?? '');
}

const isDrawer = (file: string) => lastWords(file).some((word) => drawers.has(word));

/** Code people read; message catalogues are data. */
const isSource = (file: string) => /\.(?:tsx?|js|css|html|sql)$/.test(file);

/** `file: lines` where it is too long, and does not say why it has to be. */
function tooLong(file: string, text: string): string[] {
  const lines = text.trimEnd().split('\n').length;
  const isExcused = /oxlint-disable max-lines -- \S/.test(text);
  return lines > mostLines && !isExcused ? [`${file}: ${lines} lines`] : [];
}

test('nothing is put into drawers: files and folders are named for what they hold', () => {
  expect(filesUnder('shared', 'worker', 'extension').filter(isDrawer)).toEqual([]);
});

test.each(['shared/utils/a.ts', 'worker/key-manager.ts', 'extension/common.css', 'shared/key/types.ts'])(
  '%s would be a drawer',
  (file) => {
    expect(isDrawer(file)).toBe(true);
  },
);

test('a name that only starts like a drawer is none', () => {
  expect(
    ['extension/service-worker.ts', 'shared/typescript.ts', 'worker/commons.ts'].filter(isDrawer),
  ).toEqual([]);
});

test('no file eats the project', () => {
  const long = filesUnder(...areas)
    .filter(isSource)
    .flatMap((file) => tooLong(file, readText(file)));
  expect(long).toEqual([]);
});

test('200 lines are taken, 201 are not, unless the file says why', () => {
  expect(tooLong('a.ts', 'line\n'.repeat(200))).toEqual([]);
  expect(tooLong('a.ts', 'line\n'.repeat(201))).toEqual(['a.ts: 201 lines']);
  expect(tooLong('a.ts', `/* oxlint-disable max-lines -- one table */\n${'line\n'.repeat(201)}`)).toEqual([]);
  expect(tooLong('a.ts', `/* oxlint-disable max-lines */\n${'line\n'.repeat(201)}`)).toHaveLength(1);
});

test('the top level holds what the README explains, and nothing else', () => {
  const ignored = readText('.gitignore').split('\n').filter(Boolean);
  const isIgnored = (name: string) => ignored.some((each) => path.matchesGlob(name, each.replace(/\/$/, '')));
  expect(namesIn('.').filter((name) => !expectedAtTop.has(name) && !isIgnored(name))).toEqual([]);
  expect(isIgnored('node_modules') && isIgnored('.output') && !isIgnored('notes.txt')).toBe(true);
});
