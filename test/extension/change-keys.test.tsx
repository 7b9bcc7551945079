import { expect, test } from 'vitest';

import type { BulkDraft } from '../../extension/features/change-keys/bulk-draft.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { givenKey } from './support/givens.ts';
import { givenMany, off, on } from './support/many-keys.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, until } from './support/screen.ts';

test('chosen keys are previewed with the sessions that will be cut, and then disabled with a result for each', async () => {
  const { asked, model, select } = givenMany();
  expect(isDisabled(byRole('button', 'Change chosen…'))).toBe(true);
  select.toggle(on.id);
  select.toggle(off.id);
  await findText('Chosen: 2');
  byRole('button', 'Change chosen…').click();
  await findText('It is about 2 keys: on, off');
  await findText('Open sessions that will be cut: 2.');
  expect(asked).toEqual([]);
  byRole('button', 'Disable (2)').click();
  await findText('Done: 2, refused: 0');
  expect(asked).toEqual([{ command: { do: 'disable', mode: 'cut' }, ids: [on.id, off.id] }]);
  expect(model.browse.rows.value.map(({ status }) => status)).toEqual(['disabled', 'disabled']);
  await findText('Chosen: 0');
});

test('a key that refuses is named with the reason, beforehand too, and stops no other', async () => {
  const { bulk, select } = givenMany();
  select.toggleListed(true);
  await bulk.prepare();
  bulk.write({ kind: 'delete' });
  await findText('Will be refused, because of what they are now: 1.');
  byRole('button', 'Delete (2)').click();
  await findText('Done: 1, refused: 1');
  await findText('onRefusedActive keys cannot be deleted.');
});

test('all that fit the filter are changed step by step by their token', async () => {
  const { asked, bulk, select, model } = givenMany();
  await model.browse.ask({ tag: 'ci' });
  select.toggleListed(true);
  (await findByRole('button', 'Choose all 250 that fit')).click();
  await findText('All that fit are chosen');
  await bulk.prepare();
  await findText('Open sessions that will be cut: 2 of the first keys');
  await bulk.confirm();
  const command = { do: 'disable', mode: 'cut' };
  expect(asked).toEqual([
    { command, filter: { tag: 'ci' }, token: 'first' },
    { command, filter: { tag: 'ci' }, token: 'second' },
  ]);
});

test('a run can be stopped between two steps, and says how far it came', async () => {
  const keys = Array.from({ length: 60 }, (_, at) => givenKey(`key ${at}`));
  const { asked, bulk, select } = givenMany(keys);
  select.toggleListed(true);
  await bulk.prepare();
  bulk.progress.subscribe((run) => void (run !== null && run.results.length > 0 && bulk.stop()));
  await bulk.confirm();
  expect(asked.map(({ ids = [] }) => ids.length)).toEqual([25]);
  expect(bulk.progress.value).toMatchObject({ total: 60, isRunning: false });
});

test('a step that fails is told, and what was done before it stays listed', async () => {
  const keys = Array.from({ length: 30 }, (_, at) => givenKey(`key ${at}`));
  let steps = 0;
  const { bulk, select } = givenMany(keys, {
    runBulk: async ({ ids = [] }) => {
      steps += 1;
      if (steps === 2) throw new ApiError('offline');
      return {
        results: ids.map((id) => ({ ok: true as const, id, key: on, record: 'written' as const })),
        next: null,
      };
    },
  });
  select.toggleListed(true);
  await bulk.prepare();
  await bulk.confirm();
  await findText('Keyharbor cannot be reached');
  await findText('Done: 25, refused: 0');
  byRole('button', 'Close').click();
  await until(() => expect(allByRole('alert')).toEqual([]));
});

test.each<[string, Partial<BulkDraft>, unknown]>([
  ['without a policy nothing is ready', { kind: 'assign' }, null],
  [
    'a policy',
    { kind: 'assign', policy: 'pol_default', endsSessions: true },
    { do: 'assign', policyId: 'pol_default', apply: 'now' },
  ],
  [
    'tags',
    { kind: 'tag', add: 'ci, ci, mine', remove: 'old' },
    { do: 'tag', add: ['ci', 'mine'], remove: ['old'] },
  ],
  ['without tags nothing is ready', { kind: 'tag' }, null],
  ['no expiry', { kind: 'set_expiry', expires: '' }, { do: 'set_expiry', expiresAt: null }],
  ['a disable that lets sessions go on', { kind: 'disable', drains: true }, { do: 'disable', mode: 'drain' }],
  ['an enable', { kind: 'enable' }, { do: 'enable' }],
])('the form says the command: %s', async (_, change, command) => {
  const { asked, bulk, select } = givenMany();
  select.toggle(on.id);
  await bulk.prepare();
  bulk.write(change);
  expect(bulk.isReady.value).toBe(command !== null);
  await bulk.confirm();
  expect(asked[0]?.command ?? null).toEqual(command);
});

test('a preview that cannot be made, and sessions that cannot be counted, are said', async () => {
  const { bulk, select } = givenMany([on], {
    previewBulk: () => Promise.reject(new ApiError('offline')),
    listProjectSessions: () => Promise.reject(new ApiError('offline')),
  });
  select.toggle(on.id);
  await bulk.prepare();
  await findText('could not be counted');
  bulk.cancel();
  select.everything();
  await bulk.prepare();
  await findText('Keyharbor cannot be reached');
});
