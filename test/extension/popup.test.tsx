import { expect, test } from 'vitest';

import { PopupKeys } from '../../extension/entrypoints/popup/popup-keys.tsx';
import type { ManageKeysDeps } from '../../extension/features/manage-keys/manage-keys-model.ts';
import type { Client } from '../../shared/api/client.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { SessionView } from '../../shared/session/session.ts';
import {
  givenCache,
  givenClient,
  givenKey,
  givenModel,
  givenWorker,
  nothing,
  secretOf,
} from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, press, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const phone = givenKey('phone', { createdAt: laptop.createdAt - 1 });
const off = givenKey('off', { status: 'disabled', createdAt: laptop.createdAt - 2 });

function givenPopup(given: Partial<ManageKeysDeps<Client>> = {}) {
  const copied: string[] = [];
  const model = givenModel({
    client: givenWorker(laptop, phone, off),
    cache: givenCache(laptop, phone, off),
    writeClipboard: async (text) => void copied.push(text),
    ...given,
  });
  renderPage(<PopupKeys model={model} openConsole={nothing} />);
  return { model, copied };
}

const unavailable = () => Promise.reject(new ApiError('record_unavailable'));
const state = () => document.querySelector<HTMLElement>('[data-state]')?.dataset['state'];
const focused = () => document.activeElement?.getAttribute('aria-label');

test('it opens on the suggestion, its reason, and the best key', async () => {
  givenPopup();
  await findText('Codeyou are on github.com, a code host');
  expect(byRole('tab', 'Code').getAttribute('aria-selected')).toBe('true');
  await until(() => expect(focused()).toBe('Copy laptop'));
});

test('one press copies, and says so in place and aloud', async () => {
  const { copied } = givenPopup();
  byRole('button', 'Copy laptop').click();
  await findByRole('button', 'Copied laptop');
  expect(copied[0]).toContain(secretOf(laptop));
  expect(byRole('status').textContent).toBe('Copied the address with laptop.');

  byRole('tab', 'Linux').click();
  await findByRole('button', 'Copy laptop');
});

test('a denied clipboard is said, not swallowed', async () => {
  givenPopup({ writeClipboard: () => Promise.reject(new Error('denied')) });
  byRole('button', 'Copy laptop').click();
  await findText('The browser did not let this be copied.');
});

test('a disabled key is never copied; it says why, and Enable is beside it', async () => {
  const { copied } = givenPopup();
  byRole('button', 'Copy off').click();
  await findText('This key is disabled, so its address would not work.');
  expect(copied).toEqual([]);
  byRole('button', 'Enable off').click();
  await until(() => expect(allByRole('button', 'Enable off')).toEqual([]));
});

test('the arrows move between keys and environments', async () => {
  givenPopup();
  await until(() => expect(focused()).toBe('Copy laptop'));
  press('ArrowDown');
  expect(focused()).toBe('Copy phone');
  press('ArrowRight');
  await until(() => expect(byRole('tab', 'Mobile').getAttribute('aria-selected')).toBe('true'));
  expect(focused()).toBe('Copy phone');
});

test('a slash goes to the search, Enter copies what it finds, Escape empties it', async () => {
  const { copied } = givenPopup();
  await until(() => expect(focused()).toBe('Copy laptop'));
  press('/');
  expect(document.activeElement).toBe(byRole('searchbox'));
  type(byRole('searchbox'), 'pho');
  await until(() => expect(allByRole('listitem')).toHaveLength(1));
  press('Enter');
  await until(() => expect(copied[0]).toContain(secretOf(phone)));
  press('Escape');
  await until(() => expect(allByRole('listitem')).toHaveLength(3));
});

test('Enter on a search that finds only a disabled key copies nothing', async () => {
  const { copied } = givenPopup();
  type(byRole('searchbox'), 'off');
  await until(() => expect(allByRole('listitem')).toHaveLength(1));
  press('Enter', byRole('searchbox'));
  await findText('This key is disabled');
  expect(copied).toEqual([]);
});

test('a search without a match offers the way back', async () => {
  givenPopup();
  type(byRole('searchbox'), 'zzz');
  await findText('No key matches “zzz”.');
  byRole('button', 'Show all keys').click();
  await until(() => expect(allByRole('listitem')).toHaveLength(3));
});

test('a value is masked until it is viewed', async () => {
  givenPopup();
  expect(document.body.textContent).not.toContain(secretOf(laptop));
  byRole('button', 'Actions for laptop').click();
  (await findByRole('button', 'View value of laptop')).click();
  await findText(secretOf(laptop));
  byRole('button', 'Hide value of laptop').click();
  await until(() => expect(document.body.textContent).not.toContain(secretOf(laptop)));
});

test('disabling says what it cuts, with the focus on the safe answer', async () => {
  const sessions = [{ end: null }, { end: null }] as SessionView[]; // Only the end is looked at.
  const client = { ...givenWorker(laptop), listSessions: async () => ({ sessions }) };
  givenPopup({ client, cache: givenCache(laptop) });
  byRole('button', 'Actions for laptop').click();
  (await findByRole('button', 'Disable laptop')).click();
  await findText('2 open sessions will be cut.');
  expect(document.activeElement).toBe(byRole('button', 'Cancel'));
  byRole('button', 'Disable').click();
  await findByRole('button', 'Enable laptop');
});

test('only a disabled key can be deleted, after a yes', async () => {
  givenPopup();
  byRole('button', 'Actions for laptop').click();
  expect(isDisabled(await findByRole('button', 'Delete laptop'))).toBe(true);
  byRole('button', 'Actions for off').click();
  (await findByRole('button', 'Delete off')).click();
  (await findByRole('button', 'Delete')).click();
  await until(() => expect(allByRole('listitem')).toHaveLength(2));
});

test('a new key appears, has the focus and can be copied', async () => {
  const { copied } = givenPopup();
  byRole('button', 'New key').click();
  type(await findByRole('textbox', 'Name of the key'), 'ci');
  byRole('form', 'New key').dispatchEvent(new Event('submit', { cancelable: true }));
  await until(() => expect(focused()).toBe('Copy ci'));
  byRole('button', 'Copy ci').click();
  await until(() => expect(copied[0]).toContain(secretOf(givenKey('ci'))));
});

test('each state is told apart on the page', async () => {
  const { model } = givenPopup({ cache: null, client: givenWorker() });
  expect(state()).toBe('loading');
  await model.list.refresh();
  await until(() => expect(state()).toBe('empty'));
  await findByRole('button', 'Create the first key');
});

test('offline keeps the cached keys and offers to try again', async () => {
  const { model } = givenPopup({ client: givenClient() });
  await model.list.refresh();
  await until(() => expect(state()).toBe('offline'));
  await findText('Keyharbor cannot be reached.');
  expect(allByRole('listitem')).toHaveLength(3);
  expect(allByRole('button', 'Try again')).toHaveLength(1);
});

test('a refusal is told in its own words', async () => {
  const client = givenWorker();
  const { model } = givenPopup({ client: { ...client, listKeys: unavailable } });
  await model.list.refresh();
  await until(() => expect(state()).toBe('error'));
  await findText('The record cannot be reached.');
});
