import { existsSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { filesUnder, readText } from './sources.ts';

const topPages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const pages = [...topPages, ...filesUnder('docs').filter((file) => file.endsWith('.md'))];

/** Links of a page that lead to files, as seen from the top. */
function linksOf(page: string, text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.split('#')[0] ?? '')
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
    .map((link) => path.posix.join(path.posix.dirname(page), link));
}

const missing = (page: string, text: string) =>
  linksOf(page, text).filter((link) => !existsSync(path.join(import.meta.dirname, '../..', link)));

test('every link from one page to another file leads there', () => {
  expect(pages.flatMap((page) => linksOf(page, readText(page))).length).toBeGreaterThan(20);
  expect(pages.flatMap((page) => missing(page, readText(page)))).toEqual([]);
  expect(missing('docs/a.md', '[x](no-such.md#part) [y](api.md) [z](https://x.example)')).toEqual([
    'docs/no-such.md',
  ]);
});

const storage = readText('docs/storage.md');
const unnamed = (names: readonly string[]) => names.filter((name) => !storage.includes(`\`${name}\``));

test('docs/storage.md names every table of the record', () => {
  const migrations = filesUnder('worker/migrations')
    .filter((file) => file.endsWith('.sql'))
    .map(readText);
  const tables = migrations.flatMap((text) =>
    [...text.matchAll(/CREATE (?:VIRTUAL )?TABLE (\w+)/g)].map(([, name = '']) => name),
  );
  const renamed = migrations.flatMap((text) =>
    [...text.matchAll(/ALTER TABLE (\w+) RENAME TO/g)].map(([, name = '']) => name),
  );
  const lasting = tables.filter((name) => !renamed.includes(name));
  expect(lasting).toEqual(expect.arrayContaining(['keys', 'audit', 'webhooks']));
  expect(unnamed(lasting)).toEqual([]);
  expect(unnamed(['no_such_table'])).toHaveLength(1);
});

test('docs/storage.md names every table that a Durable Object makes for itself, and every class of them', () => {
  const gates = filesUnder('worker').map(readText);
  const tables = gates.flatMap((text) =>
    [...text.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g)].map(([, name = '']) => name),
  );
  expect(tables).toContain('sessions');
  expect(unnamed(tables)).toEqual([]);
  const classes = [...readText('wrangler.toml').matchAll(/class_name = "(\w+)"/g)].map(
    ([, name = '']) => name,
  );
  expect(classes).toContain('KeyGate');
  expect(unnamed(classes)).toEqual([]);
});

test('docs/storage.md names every secret, setting and binding', () => {
  const [env = ''] = /interface Env \{[\s\S]*?\n {2}\}/.exec(readText('worker/env.d.ts')) ?? [];
  const names = [...env.matchAll(/^ {4}(\w+): /gm)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['MASTER_1', 'GATEWAY', 'RECORD']));
  expect(unnamed(names)).toEqual([]);
});
