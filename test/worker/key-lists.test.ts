import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import type { KeyFilter, KeySort } from '../../shared/key/filter.ts';
import { listKeys } from '../../worker/keys/list-keys.ts';
import { api } from './support/calls.ts';
import { measureReads } from '../bench/measure-reads.ts';
import { seedKeys } from '../support/seed.ts';
import { walk } from './support/walk.ts';

const names = async (filter: Parameters<typeof api.listKeys>[0]) =>
  (await walk((ask) => api.listKeys({ ...filter, ...ask }))).flatMap(({ keys }) =>
    keys.map(({ name }) => name),
  );

test('keys are found by status, policy, owner, tag and expiry, and by several at once', async () => {
  const { id: project } = await api.createProject({ name: 'filters' });
  const policyFields = { name: 'for filters', images: 'all' as const, release: null, maxRunMinutes: 10 };
  const { id: policyId } = await api.createPolicy({ project, ...policyFields });
  const inTwoDays = Date.now() + 2 * 86_400_000;
  await api.createKey({ project, name: 'a', owner: 'ann', tags: ['ci', 'x'] });
  await api.createKey({ project, name: 'b', owner: 'ann', policyId });
  const { key } = await api.createKey({ project, name: 'c', tags: ['ci'], expiresAt: inTwoDays });
  await api.disableKey({ id: key.id });

  expect(await names({ project })).toEqual(['c', 'b', 'a']);
  expect(await names({ project, sort: 'name' })).toEqual(['a', 'b', 'c']);
  expect(await names({ project, status: 'disabled' })).toEqual(['c']);
  expect(await names({ project, policy: policyId })).toEqual(['b']);
  expect(await names({ project, owner: 'ann' })).toEqual(['b', 'a']);
  expect(await names({ project, owner: 'ann', sort: 'name' })).toEqual(['a', 'b']);
  expect(await names({ project, tag: 'ci' })).toEqual(['c', 'a']);
  expect(await names({ project, tag: 'ci', owner: 'ann', status: 'active' })).toEqual(['a']);
  expect(await names({ project, expiringDays: '7' })).toEqual(['c']);
  expect(await names({ project, expiringDays: '1' })).toEqual([]);
  const first = await api.listKeys({ project, owner: 'ann', limit: '1' });
  expect(first.total).toEqual({ count: 2, exact: true });
  const other = api.listKeys({ project, owner: 'bob', limit: '1', cursor: first.next ?? '' });
  await expect(other).rejects.toMatchObject({ code: 'invalid_cursor' });
});

test('keys are found by image, use and exposure, and listed by last use', async () => {
  const { id: project } = await api.createProject({ name: 'uses', disableExposedKeys: false });
  const policyFields = { name: 'linux', images: ['linux_latest'], release: null, maxRunMinutes: 10 };
  const { id: policyId } = await api.createPolicy({ project, ...policyFields });
  await api.createKey({ project, name: 'a' });
  await api.createKey({ project, name: 'b', images: ['code_latest', 'mobile_latest'] });
  const c = await api.createKey({ project, name: 'c', policyId });
  // The gate notes a use within a minute; here it is written as it would be then.
  const uses = env.RECORD.prepare(
    'UPDATE keys SET last_used_at = ?, last_used_image = ?, last_used_client = ? WHERE id = ?',
  );
  const daysAgo = (days: number) => Date.now() - days * 86_400_000;
  await uses.bind(daysAgo(40), 'linux_latest', 'tests', c.key.id).run();

  expect(await names({ project, image: 'linux_latest' })).toEqual(['c', 'a']);
  expect(await names({ project, image: 'code_latest' })).toEqual(['b', 'a']);
  expect(await names({ project, neverUsed: 'true' })).toEqual(['b', 'a']);
  expect(await names({ project, neverUsed: 'false' })).toEqual(['c']);
  expect(await names({ project, unusedDays: '30' })).toEqual(['c']);
  expect(await names({ project, unusedDays: '60' })).toEqual([]);
  expect((await names({ project, sort: 'used' }))[0]).toBe('c');
  await env.RECORD.prepare('UPDATE keys SET exposed_at = 1 WHERE id = ?').bind(c.key.id).run();
  expect(await names({ project, exposed: 'true' })).toEqual(['c']);
  expect(await names({ project, exposed: 'false' })).toEqual(['b', 'a']);
  const pages = await walk((ask) => api.listKeys({ project, sort: 'used', limit: '1', ...ask }));
  expect(pages.map(({ keys }) => keys.length)).toEqual([1, 1, 1]);
});

test('what people wrote on a key is searched: parts of words, in any order, in Chinese too', async () => {
  const { id: project } = await api.createProject({ name: 'search' });
  const written = { note: 'nightly', owner: 'Team Harbor', tags: ['linux'] };
  await api.createKey({ project, name: 'Build server', ...written });
  const { key } = await api.createKey({ project, name: '夜间构建服务器', tags: ['持续集成'] });

  for (const search of ['build', 'uild serv', 'harbor bui', 'nightly', 'linux', 'ld'])
    expect(await names({ project, search }), search).toEqual(['Build server']);
  for (const search of ['构建服务', '夜间', '服务器 构建', '持续集', '器'])
    expect(await names({ project, search }), search).toEqual(['夜间构建服务器']);
  expect(await names({ project, search: 'build 夜间' })).toEqual([]);

  await api.editKey({ id: key.id, name: 'renamed' });
  expect(await names({ project, search: '构建服务' })).toEqual([]);
  expect(await names({ project, search: 'renamed' })).toEqual(['renamed']);
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  expect(await names({ project, search: 'renamed' })).toEqual([]);
  await expect(api.listKeys({ project, search: 'a', sort: 'name' })).rejects.toMatchObject({
    code: 'validation_failed',
    fields: [{ pointer: '/sort' }],
  });
});

test('no search is read as a language: neither that of the index nor SQL', async () => {
  const { id: project } = await api.createProject({ name: 'hostile' });
  await api.createKey({ project, name: 'plain', note: 'says "AND" and 100%' });
  const hostile = ['""" OR', 'a" OR "b', 'NEAR(a b)', 'name:plain', '* *', '%%%', "'; DROP TABLE keys; --"];
  for (const search of [...hostile, `${'%_'.repeat(60)}a`, 'plain*', '^plain', '-plain'])
    expect(await names({ project, search }), search).toEqual([]);
  for (const search of ['"and"', '100%', '"'])
    expect(await names({ project, search }), search).toEqual(['plain']);
});

/** What one page costs, in rows that D1 says it read, and how many keys are on it. */
async function cost(project: string, filter: KeyFilter, sort: KeySort = 'created', pagesBefore = 0) {
  const list = { projectId: project, filter, sort };
  let cursor: string | undefined;
  for (let page = 0; page < pagesBefore; page += 1)
    cursor = (await listKeys(list, { limit: 100, cursor }, env)).next ?? undefined;
  const { db, read } = measureReads(env.RECORD);
  const { keys } = await listKeys(list, { limit: 25, cursor }, { ...env, RECORD: db });
  return { read: read(), keys: keys.length };
}

test('a page reads a bounded number of rows, however many keys there are and however rare what it looks for', async () => {
  const { id: project } = await api.createProject({ name: 'five thousand' });
  await seedKeys(env.RECORD, project, 5_000);
  const counted = 1_000 + 1; // The first page also counts, so far.
  for (const filter of [
    {},
    { status: 'active' },
    { status: 'disabled' },
    { policy: 'pol_default' },
  ] as const) {
    const { read, keys } = await cost(project, filter);
    expect(keys, JSON.stringify(filter)).toBe(25);
    expect(read, JSON.stringify(filter)).toBeLessThanOrEqual(2 * (counted + 26));
  }
  expect((await cost(project, { owner: 'crew' })).read).toBeLessThanOrEqual(2 * (50 + 26));
  for (const sort of ['created', 'name'] as const) {
    const deep = await cost(project, {}, sort, 45);
    expect(deep.keys).toBe(25);
    expect(deep.read).toBeLessThanOrEqual(2 * 26);
  }
  expect((await cost(project, { search: 'needle' })).keys).toBe(5);
  for (const filter of [
    { search: 'needle' },
    { search: 'hay' },
    { search: 'zz' },
    { tag: 'rare' },
    { tag: 'no' },
  ])
    expect((await cost(project, filter)).read, JSON.stringify(filter)).toBeLessThanOrEqual(8 * counted);
});

test('what is rare is found all the same, page by page', async () => {
  const { id: project } = await api.createProject({ name: 'rare tags' });
  await seedKeys(env.RECORD, project, 3_000);
  const pages = await walk((ask) => api.listKeys({ project, tag: 'rare', ...ask }));
  expect(pages.flatMap(({ keys }) => keys.map(({ name }) => name))).toEqual([
    'seeded 002007',
    'seeded 001007',
    'seeded 000007',
  ]);
  expect(pages.length).toBeLessThanOrEqual(5);
  expect(pages[0]?.total).toEqual({ count: 1, exact: false });
});

test('while eight write, a walk gives each key that stays exactly once', { timeout: 60_000 }, async () => {
  const { id: project } = await api.createProject({ name: 'busy' });
  await seedKeys(env.RECORD, project, 120);
  const stays = Array.from({ length: 120 }, (_, at) => `seeded ${String(at + 1).padStart(6, '0')}`);
  const state = { walking: true };
  const write = async (writer: number): Promise<void> => {
    for (let turn = 0; state.walking; turn += 1) {
      const { key } = await api.createKey({ project, name: `passing ${writer} ${turn}` });
      await api.disableKey({ id: key.id });
      if (turn % 2 === 0) await api.deleteKey({ id: key.id });
    }
  };
  const writers = Array.from({ length: 8 }, (_, writer) => write(writer));
  for (const sort of ['created', 'name'] as const) {
    const seen = await walk((ask) => api.listKeys({ project, sort, limit: '20', ...ask }));
    const found = seen.flatMap(({ keys }) => keys.map(({ name }) => name));
    expect(found.filter((name) => name.startsWith('seeded')).toSorted()).toEqual(stays);
  }
  state.walking = false;
  await Promise.all(writers);
});
