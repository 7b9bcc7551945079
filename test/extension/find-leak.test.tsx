import { expect, test } from 'vitest';

import { FindLeak } from '../../extension/features/find-leak/find-leak.tsx';
import { createFindLeakModel } from '../../extension/features/find-leak/find-leak-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { givenClient, givenKey, secretOf } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');

test('a value that was found leads to its key, and is reported after a yes and forgotten', async () => {
  const reported: unknown[] = [];
  const client = givenClient({
    findCredential: async () => ({ key: laptop, ticket: null }),
    reportLeaks: async ({ leaks }) => {
      reported.push(...leaks);
      return { leaks: [{ key: laptop.id, ticket: null }] };
    },
  });
  const model = createFindLeakModel({ client, say: () => {} });
  renderPage(<FindLeak model={model} />);
  type(byRole('textbox', 'What was found'), `export KEY="${secretOf(laptop)}"`);
  await until(() => expect(byRole('button', 'Find').hasAttribute('disabled')).toBe(false));
  byRole('button', 'Find').click();
  await findText('It belongs to laptop');
  expect(byRole('link', 'laptop').getAttribute('href')).toBe(`#/keys/${laptop.id}`);
  (await findByRole('button', 'Report as leaked')).click();
  (await findByRole('button', 'Yes: Report as leaked')).click();
  await until(() => expect(reported).toEqual([{ token: secretOf(laptop) }]));
  await until(() => expect(model.text.value).toBe(''));
});

test('what belongs to nobody here says so', async () => {
  const client = givenClient({
    findCredential: () => Promise.reject(new ApiError('credential_not_found')),
  });
  const model = createFindLeakModel({ client, say: () => {} });
  renderPage(<FindLeak model={model} />);
  model.paste('khk_nobody');
  await model.remote.read();
  expect(model.remote.failure.value).toBe('credential_not_found');
});

test('a report that nobody recognises is not taken for done', async () => {
  const client = givenClient({
    findCredential: async () => ({ key: laptop, ticket: null }),
    reportLeaks: async () => ({ leaks: [{ key: null, ticket: null }] }),
  });
  const model = createFindLeakModel({ client, say: () => {} });
  model.paste(secretOf(laptop));
  await model.remote.read();
  await model.report();
  expect(model.reported.value).toBe(false);
  expect(model.remote.failure.value).toBe('credential_not_found');
});
