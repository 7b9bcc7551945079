import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import { deployment, givenCache, givenClient, givenConsoleModel, givenKey } from './support/givens.ts';
import { until } from './support/screen.ts';

const newer = givenKey('newer');
const givenPage = (answers: Partial<Client>) =>
  givenConsoleModel({ client: givenClient(answers), cache: givenCache(newer) });

test('a row that turned out to be otherwise is shown as it is, and can then be changed', async () => {
  let now = newer;
  const sent: unknown[] = [];
  const { change, browse } = givenPage({
    readDeployment: async () => deployment,
    listSiteRules: async () => ({ siteRules: [] }),
    listKeys: async () => ({ keys: [now], next: null }),
    disableKey: async ({ id, rev }) => {
      sent.push(rev);
      if (rev !== now.rev) throw new ApiError('revision_mismatch');
      return { key: { ...now, id, status: 'disabled', rev: 8 }, record: 'written' };
    },
  });
  await browse.remote.read();
  now = { ...newer, name: 'renamed by somebody', rev: 7 };
  const disable = async (key = newer) => {
    await change.ask('disable', key);
    await change.confirm(key);
  };
  await disable();
  await until(() => expect(browse.rows.value[0]).toMatchObject({ name: 'renamed by somebody', rev: 7 }));
  await disable(browse.rows.value[0]);
  expect(sent).toEqual([1, 7]);
  expect(browse.rows.value[0]?.status).toBe('disabled');
});

test('a change that is made while the list is read is not undone by the answer', async () => {
  let answer: (() => void) | null = null;
  const { browse } = givenPage({
    listKeys: async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return { keys: [newer], next: null };
    },
  });
  const reading = browse.remote.read();
  await until(() => expect(answer).not.toBeNull());
  browse.heed({ ...newer, name: 'renamed', rev: 2 });
  (answer as (() => void) | null)?.(); // Set meanwhile, which the compiler cannot see.
  await reading;
  expect(browse.rows.value.map(({ name }) => name)).toEqual(['renamed']);
});
