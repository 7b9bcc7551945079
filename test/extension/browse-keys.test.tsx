import { expect, test } from 'vitest';

import { FilterKeys, SortKeys } from '../../extension/features/browse-keys/filter-keys.tsx';
import { KeysFound } from '../../extension/features/browse-keys/keys-found.tsx';
import { createConsoleKeysModel } from '../../extension/features/manage-keys/console-keys-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import { defaultImages } from '../../shared/image/image.ts';
import { givenCache, givenClient, givenKey, givenModel, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findText, until } from './support/screen.ts';

const day = 24 * 3600 * 1000;
const older = givenKey('older', { createdAt: today - day });
const newer = givenKey('newer');

type Asked = Parameters<Client['listKeys']>[0];

/** A Worker with two pages of keys; later things happen when they are told to. */
function givenBrowsing(answers: Partial<Client> = {}) {
  const asked: Asked[] = [];
  const waiting: (() => void)[] = [];
  const client = givenClient({
    listKeys: async (question) => {
      asked.push(question);
      const isFirst = question.cursor === undefined;
      return {
        keys: isFirst ? [newer] : [older],
        next: isFirst ? 'second' : null,
        total: { count: 2, exact: true },
      };
    },
    ...answers,
  });
  const keys = givenModel({ client, cache: givenCache(older, newer) });
  const model = createConsoleKeysModel(keys, (_, act) => {
    waiting.push(act);
    return () => void waiting.splice(waiting.indexOf(act), 1);
  });
  const names = () => model.browse.rows.value.map(({ name }) => name);
  return { asked, waiting, model, names, browse: model.browse };
}

test('until the Worker answers the known keys are shown, newest first; then its own page, then the next', async () => {
  const { browse, names, asked } = givenBrowsing();
  expect(names()).toEqual(['newer', 'older']);
  await browse.remote.read();
  expect(names()).toEqual(['newer']);
  await browse.more();
  expect(names()).toEqual(['newer', 'older']);
  expect(asked.at(-1)).toMatchObject({ cursor: 'second', sort: 'created' });
});

test('what is chosen to filter by is asked of the Worker, and counted', async () => {
  const { browse, asked } = givenBrowsing();
  renderPage(<FilterKeys model={browse} images={defaultImages} policies={[]} />);
  await browse.ask({ status: 'exposed', tag: ' ci ', expiring: '7', unused: 'never', image: 'code_latest' });
  expect(asked.at(-1)).toMatchObject({
    exposed: true,
    tag: 'ci',
    expiringDays: '7',
    neverUsed: true,
    image: 'code_latest',
  });
  expect(asked.at(-1)).not.toHaveProperty('status');
  await findText('Filters: 5');
  await browse.ask({ status: 'disabled', unused: '30' });
  expect(asked.at(-1)).toMatchObject({ status: 'disabled', unusedDays: '30' });
  byRole('button', 'Show all keys').click();
  await until(() => expect(browse.isFiltered.value).toBe(false));
});

test('another order is asked for at once', async () => {
  const { browse, asked } = givenBrowsing();
  renderPage(<SortKeys model={browse} />);
  const select = byRole('combobox');
  if (select instanceof HTMLSelectElement) select.selectedIndex = 1;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await until(() => expect(asked.at(-1)).toMatchObject({ sort: 'name' }));
});

test('what is typed is searched for after a pause, once', async () => {
  const { browse, asked, waiting } = givenBrowsing();
  browse.search('lap');
  browse.search('laptop');
  expect(asked).toEqual([]);
  expect(waiting).toHaveLength(1);
  waiting[0]?.();
  await until(() => expect(asked).toEqual([{ search: 'laptop', sort: 'created', limit: '100' }]));
});

test('an answer to an older question is followed by the one that was asked last', async () => {
  const asked: unknown[] = [];
  let answerFirst = () => {};
  const { browse, names } = givenBrowsing({
    listKeys: async ({ status }) => {
      asked.push(status);
      if (status === 'active') await new Promise<void>((resolve) => (answerFirst = resolve));
      return { keys: [status === 'active' ? newer : older], next: null };
    },
  });
  void browse.ask({ status: 'active' });
  await until(() => expect(asked).toEqual(['active']));
  const second = browse.ask({ status: 'disabled' });
  answerFirst();
  await second;
  expect(asked).toEqual(['active', 'disabled']);
  expect(names()).toEqual(['older']);
});

test('a new key comes first, a deleted one goes, and a changed one keeps its place', async () => {
  const { model, browse, names } = givenBrowsing();
  await browse.remote.read();
  await browse.more();
  model.changed({ ...older, name: 'renamed', rev: 2 });
  expect(names()).toEqual(['newer', 'renamed']);
  browse.heed(givenKey('made'));
  expect(names()).toEqual(['made', 'newer', 'renamed']);
  model.changed({ ...newer, status: 'deleted', rev: 2 });
  expect(names()).toEqual(['made', 'renamed']);
});

test('an enabled key is shown as such before the Worker says so, a disabled one only afterwards', async () => {
  const off = { ...newer, status: 'disabled' as const };
  let answer = () => {};
  const { model, browse } = givenBrowsing({
    listKeys: async () => ({ keys: [off, older], next: null }),
    enableKey: () => new Promise((_, reject) => (answer = () => reject(new ApiError('offline')))),
    disableKey: () => new Promise((_, reject) => (answer = () => reject(new ApiError('offline')))),
  });
  await browse.remote.read();
  const statuses = () => browse.rows.value.map(({ status }) => status);
  const enabling = model.change.enable(off);
  expect(statuses()).toEqual(['active', 'active']);
  answer();
  await enabling;
  expect(statuses()).toEqual(['disabled', 'active']);
  await model.change.ask('disable', older);
  const disabling = model.change.confirm(older);
  expect(statuses()).toEqual(['disabled', 'active']);
  answer();
  await disabling;
});

test('where no key fits, the way back to all of them is offered', async () => {
  const { model, browse } = givenBrowsing({
    listKeys: async ({ tag }) => ({ keys: tag === undefined ? [newer] : [], next: null }),
  });
  renderPage(<KeysFound model={model} />);
  await browse.ask({ tag: 'nowhere' });
  await findText('No key fits these filters.');
  byRole('button', 'Show all keys').click();
  await until(() => expect(browse.rows.value).toHaveLength(1));
});

test('a list that cannot be read says why', async () => {
  const { model, browse } = givenBrowsing({ listKeys: () => Promise.reject(new ApiError('offline')) });
  renderPage(<KeysFound model={model} />);
  await browse.remote.read();
  await findText('Keyharbor cannot be reached');
});
