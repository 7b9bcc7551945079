import { expect, test } from 'vitest';

import { ShowAddress } from '../../extension/features/show-address/show-address.tsx';
import { ApiError } from '../../shared/api/api-error.ts';
import { givenKey, givenSession, secretOf } from './support/givens.ts';
import { givenOneKey, laptop } from './support/one-key.tsx';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, type, until } from './support/screen.ts';

test('a key shows what is written on it, and who changed it', async () => {
  givenOneKey();
  await findText('Under the desk');
  await findText('key.edit');
  await findText('Name: old → laptop');
});

test('only what was changed in the form is sent', async () => {
  const { world } = givenOneKey();
  (await findByRole('button', 'Edit')).click();
  type(await findByRole('textbox', 'Owner'), 'Ada');
  byRole('button', 'Save').click();
  await until(() => expect(world.key).toMatchObject({ owner: 'Ada', note: 'Under the desk', rev: 4 }));
  await until(() => expect(allByRole('textbox', 'Owner')).toHaveLength(0));
});

test('a change of somebody else is told; after reloading, the draft is saved over nothing but its own fields', async () => {
  const { world } = givenOneKey();
  (await findByRole('button', 'Edit')).click();
  type(await findByRole('textbox', 'Owner'), 'Ada');
  world.key = { ...world.key, rev: 9, note: 'Moved' };
  byRole('button', 'Save').click();
  await findText('It was changed meanwhile');
  await findText('The last change was made by ada');
  (await findByRole('button', 'Reload')).click();
  await until(() => expect(allByRole('alert')).toHaveLength(0));
  byRole('button', 'Save').click();
  await until(() => expect(world.key).toMatchObject({ owner: 'Ada', note: 'Moved' }));
});

test('a rotation tells the new value once, and its overlap can be cut', async () => {
  const { world } = givenOneKey();
  (await findByRole('button', 'Rotate…')).click();
  (await findByRole('button', 'Rotate')).click();
  await findText(secretOf(laptop));
  byRole('button', 'Copy and close').click();
  await until(() => expect(world.copied).toEqual([secretOf(laptop)]));
  (await findByRole('button', 'End the old value now')).click();
  (await findByRole('button', 'Yes: End the old value now')).click();
  await until(() => expect(world.key.previous).toBe(null));
});

test('a ticket is made and copied in one step, copied again, and revoked after a yes', async () => {
  const { world } = givenOneKey();
  (await findByRole('button', 'New ticket')).click();
  type(await findByRole('textbox', 'Label'), 'Claude');
  byRole('button', 'Create and copy address').click();
  await until(() => expect(world.copied).toEqual(['https://keys.example/mcp/t/new']));
  (await findByRole('button', 'Copy address of ChatGPT')).click();
  await until(() => expect(world.copied).toContain('https://keys.example/mcp/t/old'));
  (await findByRole('button', 'Revoke ChatGPT')).click();
  expect(world.tickets.every(({ revokedAt }) => revokedAt === null)).toBe(true);
  (await findByRole('button', 'Yes: Revoke ChatGPT')).click();
  await findText('Revoked');
});

test('a denied clipboard is said, and the ticket is there all the same', async () => {
  const { model, world } = givenOneKey();
  model.tickets.write({ label: 'Claude', image: 'code_latest' });
  await until(() => expect(model.tickets.remote.busy.value).toBe(false));
  world.mayCopy = false;
  await model.tickets.create();
  expect(model.tickets.copied.value?.failure).toBe('clipboard_denied');
  expect(world.tickets).toHaveLength(2);
});

test('a key that cannot be read says why, and can be read again', async () => {
  let isBack = false;
  givenOneKey(laptop, {
    readKey: async () => {
      if (!isBack) throw new ApiError('offline');
      return laptop;
    },
  });
  const [again] = await until(() => expect(allByRole('button', 'Reload')).toHaveLength(1)).then(() =>
    allByRole('button', 'Reload'),
  );
  isBack = true;
  again?.click();
  await findText('Under the desk');
});

test('what was done in its row is seen at once, and a deleted key offers nothing more', async () => {
  const { keys } = givenOneKey();
  await findText('Under the desk');
  keys.changed({ ...laptop, status: 'deleted', rev: 4 });
  await findText('Deleted');
  expect(isDisabled(byRole('button', 'Edit'))).toBe(true);
  expect(isDisabled(byRole('button', 'Rotate…'))).toBe(true);
});

test('the window with the address has a tab for each environment, and copies the code', async () => {
  const { keys, world } = givenOneKey(givenKey('laptop'), {
    revealKey: async () => ({ secret: secretOf(laptop) }),
  });
  renderPage(<ShowAddress row={givenKey('laptop')} model={keys} />);
  expect(allByRole('tab').map((tab) => tab.textContent)).toEqual([
    'Windows',
    'Linux',
    'Browser',
    'Code',
    'Mobile',
  ]);
  byRole('tab', 'Windows').click();
  byRole('button', 'Copy code').click();
  await until(() => expect(world.copied[0]).toContain('/mcp/windows_latest'));
});

test('who used a key is told by client and image, the last one first', async () => {
  const session = { ...givenSession(laptop.id), calls: 2 };
  givenOneKey(laptop, {
    listProjectSessions: async ({ state }) => ({
      sessions: state === 'open' ? [] : [session, { ...session, client: 'cursor', activeAt: 9 }, session],
      next: null,
    }),
  });
  await findText(/claude-codeLinux24.*cursorLinux12/);
});
