import { expect, test } from 'vitest';

import { ConsoleFrame } from '../../extension/entrypoints/console/console-frame.tsx';
import type { Deployment } from '../../extension/features/choose-address/choose-address-model.ts';
import { createNavigateModel } from '../../extension/features/navigate/navigate-model.ts';
import { createConfirmPersonModel } from '../../extension/features/confirm-person/confirm-person-model.ts';
import { givenPreferences } from './support/preferences.ts';
import { deployment, givenCache, givenKey, givenModel, givenWorker, secretOf } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const off = givenKey('off', { status: 'disabled' });

const preview = () => document.querySelector('pre')?.textContent ?? '';

const givenConfirmation = () =>
  createConfirmPersonModel({ openTab: () => {}, later: () => () => {}, now: Date.now });

function givenConsole(told: Partial<Deployment> = {}) {
  const copied: string[] = [];
  let disconnects = 0;
  const place = { hash: '', moved: () => {} };
  const go = (hash: string) => {
    place.hash = hash;
    place.moved();
  };
  const model = givenModel({
    client: givenWorker(laptop, off),
    cache: { ...givenCache(laptop, off), deployment: { ...deployment, ...told } },
    tab: { url: null, isPrivate: false },
    writeClipboard: async (text) => void copied.push(text),
  });
  const preferences = givenPreferences();
  const onDisconnect = async () => void (disconnects += 1);
  const navigate = createNavigateModel({
    hash: () => place.hash,
    watchHash: (heard) => (place.moved = heard),
    setHash: go,
  });
  renderPage(
    <ConsoleFrame
      model={model}
      address="https://keys.example"
      onDisconnect={onDisconnect}
      navigate={navigate}
      preferences={preferences.model}
      readSites={async () => []}
      confirm={givenConfirmation()}
      about={{ version: '9.9.9', browser: 'Test/1', permissions: ['storage'] }}
    />,
  );
  return { model, copied, disconnects: () => disconnects, go, shortcutChanges: preferences.changes };
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

test('the address decides which section is shown, and the menu marks it', async () => {
  const { go } = givenConsole();
  go('#/settings');
  await findByRole('heading', 'Settings');
  expect(byRole('link', 'Settings').getAttribute('aria-current')).toBe('page');
  go('#/nonsense');
  await findByRole('heading', 'Keys');
});

test('diagnostics can be copied, and hold neither names nor anything secret', async () => {
  const { go, copied } = givenConsole();
  go('#/about');
  (await findByRole('button', 'Copy as text')).click();
  await findByRole('button', 'Copied');
  expect(copied[0]).toContain('Keyharbor: 9.9.9');
  expect(copied[0]).toContain('Worker: https://keys.example');
  expect(copied[0]).not.toMatch(/laptop|khk_|khp_/);
});

test('the settings say which keys the browser has given to what, and lead to where that is changed', async () => {
  const { go, shortcutChanges } = givenConsole();
  go('#/settings');
  await findText('Open the popupAlt+Shift+M');
  await findText('Copy the MCP address for this pageNone');
  byRole('button', 'Change them in the browser').click();
  expect(shortcutChanges()).toBe(1);
});

test('every page asks for the bootstrap token to be removed while it is set, and none afterwards', async () => {
  const warning = /BOOTSTRAP_TOKEN is still set/;
  const { model, go } = givenConsole({ bootstrapTokenSet: true });
  expect(document.body.textContent).toMatch(warning);
  go('#/settings');
  await findByRole('heading', 'Settings');
  expect(document.body.textContent).toMatch(warning);
  await model.list.refresh();
  await until(() => expect(document.body.textContent).not.toMatch(warning));
});
