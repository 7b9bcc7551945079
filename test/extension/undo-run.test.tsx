import { expect, test } from 'vitest';

import type { BulkDraft } from '../../extension/features/change-keys/bulk-draft.ts';
import { givenKey } from './support/givens.ts';
import { givenMany, off, on } from './support/many-keys.tsx';
import { allByRole, findByRole, findText, until } from './support/screen.ts';

test.each<[string, Partial<BulkDraft>, readonly unknown[]]>([
  ['a disable', {}, [{ do: 'enable' }]],
  ['an enable', { kind: 'enable' }, [{ do: 'disable', mode: 'cut' }]],
  [
    'tags, for each key those that it had',
    { kind: 'tag', add: 'ci', remove: 'old' },
    [
      { do: 'tag', add: ['old'], remove: ['ci'] },
      { do: 'tag', add: [], remove: ['ci'] },
    ],
  ],
  ['an expiry', { kind: 'set_expiry', expires: '2030-01-01T00:00' }, [{ do: 'set_expiry', expiresAt: null }]],
  [
    'a policy',
    { kind: 'assign', policy: 'pol_strict', endsSessions: true },
    [{ do: 'assign', policyId: 'pol_default', apply: 'from_next_connection' }],
  ],
])('a run is taken back: %s', async (_, change, commands) => {
  const keys = [givenKey('one', { tags: ['old'] }), givenKey('two'), off];
  const { asked, kept, bulk, select } = givenMany(keys);
  const before = structuredClone([...kept.values()]);
  select.toggleListed(true);
  await bulk.prepare();
  bulk.write(change);
  await bulk.confirm();
  (await findByRole('button', /^Undo \(/)).click();
  await until(() => expect(bulk.progress.value).toMatchObject({ isRunning: false }));
  expect(asked.slice(1).map(({ command }) => command)).toEqual(commands);
  expect([...kept.values()].map((key) => ({ ...key, rev: 1 }))).toEqual(
    before.map((key) => ({ ...key, rev: 1 })),
  );
  expect(allByRole('button', /^Undo/)).toEqual([]);
});

test('what somebody else changed since a run stays as it is when the run is taken back', async () => {
  const { kept, bulk, select } = givenMany();
  select.toggleListed(true);
  await bulk.prepare();
  await bulk.confirm();
  const [, disabled] = [...kept.values()];
  expect(bulk.undo.count.value).toBe(1); // The other one was disabled before.
  kept.set(on.id, { ...(kept.get(on.id) ?? on), rev: 9 });
  await bulk.undo.run();
  await findText('onRefusedIt was changed meanwhile');
  expect(kept.get(on.id)).toMatchObject({ status: 'disabled', rev: 9 });
  expect(kept.get(off.id)).toEqual(disabled);
});

test('a run over a filter is taken back for all keys that fitted it, and none is that was deleted', async () => {
  const keys = Array.from({ length: 3 }, (_, at) => givenKey(`key ${at}`));
  const { asked, bulk, select } = givenMany(keys, {
    previewBulk: async () => ({ total: { count: 3, exact: true }, keys: keys.slice(0, 1), token: 'last' }),
    listKeys: async () => ({ keys, next: null }),
  });
  select.everything();
  await bulk.prepare();
  await bulk.confirm();
  expect(bulk.undo.count.value).toBe(3);
  await bulk.undo.run();
  expect(asked.at(-1)).toMatchObject({ command: { do: 'enable' }, ids: keys.map(({ id }) => id) });
  bulk.close();
  await bulk.prepare();
  bulk.write({ kind: 'delete' });
  await bulk.confirm();
  expect(bulk.undo.count.value).toBe(0);
});
