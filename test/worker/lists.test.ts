import { expect, test } from 'vitest';

import { api, givenKey } from './support/calls.ts';
import { walk } from './support/walk.ts';

const ids = (pages: readonly { keys: readonly { id: string }[] }[]) =>
  pages.flatMap(({ keys }) => keys.map(({ id }) => id));

test('keys are paged, newest first, each once', async () => {
  const made: string[] = [];
  for (let count = 0; count < 7; count += 1) made.unshift((await givenKey()).id);
  const pages = await walk((ask) => api.listKeys({ limit: '2', ...ask }));
  expect(pages.every(({ keys }) => keys.length <= 2)).toBe(true);
  expect(ids(pages)).toEqual(made);
});

test('policies are paged by name, the built-in one first; so are the versions of each', async () => {
  const fields = { images: 'all' as const, release: null, maxRunMinutes: 10 };
  for (const name of ['paged b', 'paged c', 'paged a']) await api.createPolicy({ name, ...fields });
  const pages = await walk((ask) => api.listPolicies({ limit: '1', ...ask }));
  const policies = pages.flatMap((page) => page.policies);
  expect(policies.map(({ name }) => name)).toEqual(['System default', 'paged a', 'paged b', 'paged c']);

  const { id } = policies[1] ?? { id: '' };
  for (const rev of [1, 2]) await api.editPolicy({ id, rev, ...fields });
  const history = await walk((ask) => api.listPolicyVersions({ id, limit: '2', ...ask }));
  expect(history.map(({ versions }) => versions.map(({ version }) => version))).toEqual([[3, 2], [1]]);
});

test('a cursor of another list, or one that was changed or made up, is refused', async () => {
  await Promise.all([givenKey(), givenKey()]);
  const { next } = await api.listKeys({ limit: '1' });
  const cursor = next ?? '';
  expect((await api.listKeys({ limit: '1', cursor })).keys).toHaveLength(1);
  const changed = `${cursor.slice(0, 30)}${cursor[30] === 'A' ? 'B' : 'A'}${cursor.slice(31)}`;
  for (const call of [
    () => api.listPolicies({ cursor }),
    () => api.listKeys({ policy: 'pol_default', cursor }),
    () => api.listKeys({ project: 'prj_other', cursor }),
    () => api.listProjects({ cursor }),
    () => api.listKeys({ cursor: changed }),
    () => api.listKeys({ cursor: 'A' }),
    () => api.listKeys({ cursor: cursor.slice(0, -4) }),
    () => api.listKeys({ cursor: btoa('[1,"key_0000000000000000"]').replace(/=/g, '') }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'invalid_cursor' });
});
