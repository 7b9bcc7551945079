import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { noChoices } from '../../shared/context/choices.ts';
import type { ProjectCache } from '../../extension/features/list-keys/project-cache.ts';
import { deployment, givenCache, givenKey, givenModel, givenWorker, today } from './support/givens.ts';

const day = 86_400_000;
const laptop = givenKey('laptop', { createdAt: today - day });
const phone = givenKey('phone', { createdAt: today - 2 * day });
const old = givenKey('old', { createdAt: today, status: 'disabled' });
const fresh = givenKey('fresh');

const names = (rows: readonly KeyView[]) => rows.map(({ name }) => name);

test('the cached list is there at once and is refreshed behind', async () => {
  const { list } = givenModel({ cache: givenCache(laptop), client: givenWorker(laptop, phone) });
  expect(names(list.rows.value)).toEqual(['laptop']);
  expect(list.isFresh.value).toBe(false);
  await list.refresh();
  expect(names(list.rows.value)).toEqual(['laptop', 'phone']);
  expect(list.isFresh.value).toBe(true);
});

test('without a cache it is loading until the Worker answers', async () => {
  const { list } = givenModel({ client: givenWorker(laptop) });
  expect(list.state.value).toBe('loading');
  await list.refresh();
  expect(list.state.value).toBe('ready');
});

test('active keys stand before disabled ones, newest first', () => {
  const { list } = givenModel({ cache: givenCache(old, phone, laptop) });
  expect(names(list.rows.value)).toEqual(['laptop', 'phone', 'old']);
});

test('the key last used here stands first while it is active', () => {
  const choices = { ...noChoices, keys: { code: phone.id } };
  expect(names(givenModel({ cache: givenCache(laptop, phone), choices }).list.rows.value)).toEqual([
    'phone',
    'laptop',
  ]);
  const off = { ...phone, status: 'disabled' as const };
  expect(names(givenModel({ cache: givenCache(laptop, off), choices }).list.rows.value)).toEqual([
    'laptop',
    'phone',
  ]);
});

test('late data moves no row: new keys come last, gone ones stay as deleted', async () => {
  const { list } = givenModel({ cache: givenCache(laptop, phone), client: givenWorker(fresh, phone) });
  await list.refresh();
  expect(names(list.rows.value)).toEqual(['laptop', 'phone', 'fresh']);
  expect(list.rows.value[0]?.status).toBe('deleted');
});

test('offline with a cache still lists the keys', async () => {
  const { list } = givenModel({ cache: givenCache(laptop) });
  await list.refresh();
  expect(list.state.value).toBe('offline');
  expect(names(list.rows.value)).toEqual(['laptop']);
});

test('offline without a cache says so', async () => {
  const { list } = givenModel();
  await list.refresh();
  expect(list.state.value).toBe('offline');
  expect(list.rows.value).toEqual([]);
});

test('a refusal is an error, and gone once a try succeeds', async () => {
  let isUp = false;
  const listKeys = async () => {
    if (!isUp) throw new ApiError('record_unavailable');
    return { keys: [laptop], next: null };
  };
  const { list } = givenModel({ client: { ...givenWorker(), listKeys } });
  await list.refresh();
  expect(list.state.value).toBe('error');
  expect(list.failure.value).toBe('record_unavailable');
  isUp = true;
  await list.refresh();
  expect(list.state.value).toBe('ready');
});

test('a project without keys is empty', async () => {
  const { list } = givenModel({ client: givenWorker() });
  await list.refresh();
  expect(list.state.value).toBe('empty');
});

test('an answer from before a change does not undo it', async () => {
  const first = Promise.withResolvers<{ keys: KeyView[]; next: null }>();
  const disabled = { ...laptop, status: 'disabled' as const };
  const answers = [first.promise, Promise.resolve({ keys: [disabled], next: null })];
  const client = {
    ...givenWorker(),
    listKeys: () => answers.shift() ?? Promise.reject(new ApiError('offline')),
  };
  const { list } = givenModel({ client, cache: givenCache(laptop) });

  const reading = list.refresh();
  list.put(disabled);
  first.resolve({ keys: [laptop], next: null });
  await reading;

  expect(list.rows.value).toEqual([disabled]);
});

test('every page is read', async () => {
  const pages = [
    { keys: [laptop], next: 'here' },
    { keys: [phone], next: null },
  ];
  const asked: unknown[] = [];
  const listKeys = async (input: { cursor?: string | undefined }) => {
    asked.push(input);
    return pages.shift() ?? { keys: [], next: null };
  };
  const { list } = givenModel({ client: { ...givenWorker(), listKeys } });
  await list.refresh();
  expect(names(list.rows.value)).toEqual(['laptop', 'phone']);
  expect(asked).toEqual([{ limit: '100' }, { limit: '100', cursor: 'here' }]);
});

test('what is kept for the next opening holds masked keys and no deleted ones', async () => {
  const kept: Omit<ProjectCache, 'address'>[] = [];
  const { list } = givenModel({
    cache: givenCache(laptop, phone),
    client: givenWorker(phone),
    keepProject: async (project) => void kept.push(project),
  });
  await list.refresh();
  expect(names(kept[0]?.keys ?? [])).toEqual(['phone']);
});

test('a gateway whose address could do harm in a shell is refused', async () => {
  const gateway = 'https://keys.example;$(reboot)';
  const client = { ...givenWorker(laptop), readDeployment: async () => ({ ...deployment, gateway }) };
  const { list } = givenModel({ client });
  await list.refresh();
  expect(list.failure.value).toBe('internal');
});
