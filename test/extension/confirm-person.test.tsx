import { expect, test } from 'vitest';

import { createConfirmPersonModel } from '../../extension/features/confirm-person/confirm-person-model.ts';
import { ConfirmPerson } from '../../extension/features/confirm-person/confirm-person.tsx';
import { deviceId } from './support/device.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, until } from './support/screen.ts';

const connection = { address: 'https://keys.example', device: deviceId, ended: null };
const page = `https://keys.example/confirm/${deviceId}`;

function givenConfirmation() {
  const tabs: string[] = [];
  const time = { now: 0 };
  const model = createConfirmPersonModel({
    openTab: (url) => void tabs.push(url),
    later: (delay, act) => {
      time.now += delay;
      queueMicrotask(act);
      return () => {};
    },
    now: () => time.now,
  });
  renderPage(<ConfirmPerson model={model} />);
  return { model, tabs, confirmation: model.for(connection) };
}

test('what needs a fresh sign-in opens the page for it once, says so, and goes on by itself', async () => {
  const { tabs, confirmation } = givenConfirmation();
  confirmation.begin();
  confirmation.begin();
  expect(tabs).toEqual([page]);
  await findText('Sign in again on the page that has opened');
  (await findByRole('button', 'Open the page again')).click();
  expect(tabs).toEqual([page, page]);
  expect(await confirmation.pause()).toBe(true);
  confirmation.end();
  await until(() => expect(byRole('status').textContent).toBe(''));
});

test('it waits for three minutes, or until the person changes their mind', async () => {
  const { confirmation } = givenConfirmation();
  confirmation.begin();
  (await findByRole('button', 'Cancel')).click();
  expect(await confirmation.pause()).toBe(false);

  confirmation.begin();
  let pauses = 1;
  while (await confirmation.pause()) pauses += 1;
  expect(pauses).toBe(90);
});
