import { expect, test } from 'vitest';

import { ConsoleKeys } from '../../extension/entrypoints/console/console-keys.tsx';
import { givenCache, givenKey, givenModel, givenWorker, secretOf } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const off = givenKey('off', { status: 'disabled' });

const preview = () => document.querySelector('pre')?.textContent ?? '';

function givenConsole() {
  const copied: string[] = [];
  let disconnects = 0;
  const model = givenModel({
    client: givenWorker(laptop, off),
    cache: givenCache(laptop, off),
    tab: { url: null, isPrivate: false },
    writeClipboard: async (text) => void copied.push(text),
  });
  const onDisconnect = async () => void (disconnects += 1);
  renderPage(<ConsoleKeys model={model} address="https://keys.example" onDisconnect={onDisconnect} />);
  return { model, copied, disconnects: () => disconnects };
}

test('every key has its actions in its row', () => {
  givenConsole();
  expect(allByRole('row')).toHaveLength(2);
  expect(isDisabled(byRole('button', 'Delete laptop'))).toBe(true);
  expect(isDisabled(byRole('button', 'Delete off'))).toBe(false);
  expect(allByRole('button', /^(Enable|Disable) /)).toHaveLength(2);
});

test('the preview shows what a copy makes, with the key masked', async () => {
  const { copied } = givenConsole();
  expect(preview()).toContain('/mcp/linux_latest');
  expect(preview()).toContain(laptop.masked);

  byRole('tab', 'Windows').click();
  await until(() => expect(preview()).toContain('/mcp/windows_latest'));
  byRole('button', 'Copy laptop').click();
  await findByRole('button', 'Copied laptop');
  expect(copied[0]).toBe(preview().replace(laptop.masked, secretOf(laptop)));
});

test('viewing a value opens below its row, and nowhere else', async () => {
  givenConsole();
  byRole('button', 'View value of laptop').click();
  await findText(secretOf(laptop));
  byRole('button', 'View value of off').click();
  await findText(secretOf(off));
  expect(document.body.textContent).not.toContain(secretOf(laptop));
});

test('a delete asks in the row and takes the row away', async () => {
  givenConsole();
  byRole('button', 'Delete off').click();
  await findByRole('alertdialog');
  byRole('button', 'Delete').click();
  await until(() => expect(allByRole('row')).toHaveLength(1));
});

test('a name that is refused is told at the field', async () => {
  givenConsole();
  byRole('button', 'New key').click();
  await findByRole('textbox', 'Name of the key');
  byRole('form', 'New key').dispatchEvent(new Event('submit', { cancelable: true }));
  await findText('Enter a name of 1 to 64 characters.');
  expect(byRole('textbox', 'Name of the key').getAttribute('aria-invalid')).toBe('true');
});

test('the list is searched', async () => {
  givenConsole();
  type(byRole('searchbox'), 'lap');
  await until(() => expect(allByRole('row')).toHaveLength(1));
});

test('it says where it is connected and lets go of it', () => {
  const { disconnects } = givenConsole();
  expect(document.body.textContent).toContain('https://keys.example');
  byRole('button', 'Disconnect').click();
  expect(disconnects()).toBe(1);
});
