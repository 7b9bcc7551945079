import { expect, test } from 'vitest';

import { PopupKeys } from '../../extension/entrypoints/popup/popup-keys.tsx';
import type { Client } from '../../shared/api/client.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { givenCache, givenKey, givenModel, givenWorker, nothing } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, press, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const phone = givenKey('phone', { createdAt: laptop.createdAt - 1 });

type Answer = Awaited<ReturnType<Client['testKey']>>;
const works: Answer = {
  code: null,
  tools: [
    { name: 'ls', title: 'List files' },
    { name: 'cat', title: null },
  ],
  hasMore: true,
  latencyMs: 120,
};
const refused = (code: string): Answer => ({ code, tools: [], hasMore: false, latencyMs: 3 });

function givenPopup(testKey: Client['testKey']) {
  const client = { ...givenWorker(laptop, phone), testKey };
  const model = givenModel({ client, cache: givenCache(laptop, phone) });
  renderPage(<PopupKeys model={model} openConsole={nothing} />);
  return model;
}

/** Once the popup listens to keys: the key that is offered has the focus then. */
async function pressTest() {
  await until(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Copy laptop'));
  press('t');
}

const said = () => byRole('status').textContent;
const tested = () => document.querySelector('.tested');

test('a key is tried on the image that is offered, and the tools that it would get are shown', async () => {
  const asked: unknown[] = [];
  givenPopup(async (ask) => {
    asked.push(ask);
    return works;
  });
  byRole('button', 'Actions for laptop').click();
  (await findByRole('button', 'Test laptop')).click();
  await findText('Code answers, in 120 ms. A client would get:');
  expect(asked).toEqual([{ id: laptop.id, image: 'code_latest' }]);
  expect(tested()?.querySelector('ul')?.textContent).toBe('ls List filescat … and more');
  expect(said()).toBe('laptop works with Code.');

  byRole('tab', 'Linux').click();
  await until(() => expect(tested()).toBe(null)); // Said of Code only.
  byRole('tab', 'Code').click();
  (await findByRole('button', 'Close')).click();
  await until(() => expect(tested()).toBe(null));
});

test('a key that may use no tool is told apart from an image that fails', async () => {
  givenPopup(async () => ({ ...works, tools: [], hasMore: false }));
  await pressTest();
  await findText('No tools: the image has none, or the policy of this key allows none.');
});

test.each([
  ['image_not_allowed', 'may not be used for this image'],
  ['upstream_unreachable', 'Check that it runs'],
  ['upstream_timeout', 'did not answer in time'],
  ['condition_failed', 'allows other networks'],
  ['key_expired', 'has expired'],
])('why a client would be refused is said, and what to do: %s', async (code, words) => {
  givenPopup(async () => refused(code));
  await pressTest();
  await until(() => expect(tested()?.textContent ?? '').toContain(words));
  expect(said()).toContain(words);
});

test('a Worker that cannot be reached is no verdict on the key', async () => {
  givenPopup(() => Promise.reject(new ApiError('offline')));
  await pressTest();
  await until(() => expect(tested()?.textContent ?? '').toContain('Keyharbor cannot be reached'));
});

test('a test that takes long can be given up, and its answer is not shown any more', async () => {
  const answer = Promise.withResolvers<Answer>();
  const model = givenPopup(() => answer.promise);
  await pressTest();
  await findText('Trying Code…');
  expect(tested()?.getAttribute('aria-busy')).toBe('true');
  (await findByRole('button', 'Cancel')).click();
  answer.resolve(works);
  await answer.promise;
  await until(() => expect(tested()).toBe(null));
  expect(model.test.outcomeOf(laptop.id)).toBe(null);
});

test('where the deployment has no image to try, that is said', async () => {
  const model = givenModel({ client: givenWorker(laptop), cache: null });
  await model.test.test(laptop);
  expect(model.spoken.value).toMatchObject({ message: 'error_no_image' });
});
