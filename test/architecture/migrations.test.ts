import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { namesIn, readText } from './sources.ts';

const folder = 'worker/migrations';

interface Migration {
  readonly name: string;
  readonly text: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What is wrong with `migrations`, given the list of those that were released (as `sha256sum` writes it). */
function faults(migrations: readonly Migration[], released: string): string[] {
  const lines = released.split('\n').filter(Boolean);
  const sums = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const changed = [...sums].filter(([name, sum]) => {
    const found = migrations.find((each) => each.name === name);
    return found === undefined || sha256(found.text) !== sum;
  });
  const misnumbered = migrations.filter(
    ({ name }, at) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name) || Number(name.slice(0, 4)) !== at + 1,
  );
  const early = migrations.slice(0, sums.size).filter(({ name }) => !sums.has(name));
  return [
    ...changed.map(([name]) => `${name} was released and has changed: write the next migration instead`),
    ...misnumbered.map(({ name }) => `${name} is out of number`),
    ...early.map(({ name }) => `${name} comes before one that was released`),
  ];
}

test('released migrations never change, and no number is skipped', () => {
  const names = namesIn(folder).filter((name) => name.endsWith('.sql'));
  const migrations = names.map((name) => ({ name, text: readText(`${folder}/${name}`) }));
  expect(names).not.toEqual([]);
  expect(faults(migrations, readText(`${folder}/released.txt`))).toEqual([]);
});

const one = { name: '0001_record.sql', text: 'CREATE TABLE a (b);' };
const two = { name: '0002_more.sql', text: 'CREATE TABLE c (d);' };
const list = (...migrations: Migration[]) =>
  migrations.map(({ name, text }) => `${sha256(text)}  ${name}\n`).join('');

test('a migration that is not released yet may change', () => {
  expect(faults([one, two], list(one))).toEqual([]);
  expect(faults([one, two], '')).toEqual([]);
});

test.each([
  ['changed', [{ ...one, text: `${one.text} ` }, two], list(one)],
  ['removed', [], list(one)],
  ['renamed', [{ ...one, name: '0001_other.sql' }], list(one)],
  ['skipped', [one, { ...two, name: '0003_more.sql' }], list(one)],
  ['doubled', [one, { ...two, name: '0001_again.sql' }], list(one)],
  [
    'slipped in',
    [
      { ...two, name: '0001_more.sql' },
      { ...one, name: '0002_record.sql' },
    ],
    list({ ...one, name: '0002_record.sql' }),
  ],
])('a migration that was %s is named', (_, migrations, released) => {
  expect(faults(migrations, released)).not.toEqual([]);
});
