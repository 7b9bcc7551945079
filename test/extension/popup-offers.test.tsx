import { expect, test } from 'vitest';

import { PopupKeys } from '../../extension/entrypoints/popup/popup-keys.tsx';
import type { ManageKeysDeps } from '../../extension/features/manage-keys/manage-keys-model.ts';
import type { Client } from '../../shared/api/client.ts';
import { noChoices, rememberChoice } from '../../shared/context/choices.ts';
import { givenCache, givenKey, givenModel, givenWorker, nothing } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, until } from './support/screen.ts';

const laptop = givenKey('laptop');

function givenPopup(given: Partial<ManageKeysDeps<Client>>) {
  const model = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop), ...given });
  renderPage(<PopupKeys model={model} openConsole={nothing} />);
}

test('a choice of one’s own for a site leads to the team’s rules', async () => {
  const chosen = {
    host: 'github.com',
    environment: 'linux',
    image: null,
    format: 'plain',
    keyId: laptop.id,
  } as const;
  givenPopup({ choices: rememberChoice(noChoices, chosen) });
  const link = await findByRole('link', 'Make it a team rule');
  expect(link.getAttribute('href')).toBe('/console.html#/site_rules');
  byRole('tab', 'Code').click();
  await until(() => expect(allByRole('link')).toEqual([]));
});

test('a client that takes links has the address installed by one', async () => {
  const opened: string[] = [];
  const copied: string[] = [];
  const writeClipboard = async (text: string) => void copied.push(text);
  givenPopup({ writeClipboard, openLink: async (url) => void opened.push(url), format: 'cursor' });
  byRole('button', 'Actions for laptop').click();
  (await findByRole('button', 'Install in Cursor')).click();
  await until(() => expect(opened[0]).toMatch(/^cursor:/));
  expect(copied).toEqual([]);
  expect(byRole('status').textContent).toBe('Opened the link for laptop.');
});
