import { expect, test } from 'vitest';

import { PopupKeys } from '../../extension/entrypoints/popup/popup-keys.tsx';
import { shortcuts } from '../../extension/features/use-keyboard/shortcuts.ts';
import { givenCache, givenKey, givenModel, givenWorker, nothing, secretOf } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, press, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const off = givenKey('off', { status: 'disabled', createdAt: laptop.createdAt - 2 });

const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id;

async function givenPopup() {
  const model = givenModel({ client: givenWorker(laptop, off), cache: givenCache(laptop, off) });
  renderPage(<PopupKeys model={model} openConsole={nothing} />);
  await until(() => expect(focused()).toBe('Copy laptop'));
  return model;
}

test('1 to 5 choose an environment, f goes to the format, / to the search', async () => {
  const { choose } = await givenPopup();
  press('1');
  expect(choose.environment.value).toBe('windows');
  press('5');
  expect(choose.environment.value).toBe('mobile');
  press('6');
  expect(choose.environment.value).toBe('mobile');
  press('f');
  expect(focused()).toBe('format');
  byRole('button', 'Copy laptop').focus();
  press('/');
  expect(focused()).toBe('Search keys');
});

test('r shows the value of the current key and hides it again', async () => {
  await givenPopup();
  press('r');
  await findText(secretOf(laptop));
  press('r');
  await until(() => expect(document.body.textContent).not.toContain(secretOf(laptop)));
});

test('d asks before it disables, and Escape takes the question back', async () => {
  const { change } = await givenPopup();
  press('d');
  await findByRole('alertdialog');
  press('d', byRole('alertdialog')); // A question is open: keys belong to it.
  press('Escape', byRole('alertdialog'));
  await until(() => expect(allByRole('alertdialog')).toEqual([]));
  expect(change.asking.value).toBeNull();
});

test('e enables the current key where it is disabled', async () => {
  const { list } = await givenPopup();
  press('e'); // An active key stays as it is.
  expect(list.rows.value.find(({ id }) => id === off.id)?.status).toBe('disabled');
  press('ArrowDown');
  await until(() => expect(focused()).toBe('Copy off'));
  press('e');
  await until(() => expect(list.rows.value.find(({ id }) => id === off.id)?.status).toBe('active'));
});

test('? lists every key that does something, and closes again', async () => {
  await givenPopup();
  press('?');
  await findText('Keyboard');
  const listed = [...document.querySelectorAll('dialog dt')].map((term) => term.textContent);
  expect(listed).toEqual(shortcuts.map(([keys]) => keys));
  press('d', document.querySelector('dialog'));
  expect(allByRole('alertdialog')).toEqual([]);
  press('Escape', document.querySelector('dialog'));
  await until(() => expect(document.querySelector('dialog')).toBeNull());
  expect(focused()).toBe('Copy laptop');
});

test('what is typed into a field, or with a modifier, is no command', async () => {
  const { choose, change } = await givenPopup();
  const { value } = choose.environment;
  press('/');
  type(byRole('searchbox'), 'd');
  press('d');
  press('1');
  byRole('button', 'Copy laptop').dispatchEvent(
    new KeyboardEvent('keydown', { key: '1', ctrlKey: true, bubbles: true }),
  );
  expect(choose.environment.value).toBe(value);
  expect(change.asking.value).toBeNull();
});
