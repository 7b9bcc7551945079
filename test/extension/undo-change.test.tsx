import { expect, test } from 'vitest';

import { UndoChange } from '../../extension/features/undo-change/undo-change.tsx';
import { createConsoleKeysModel } from '../../extension/features/manage-keys/console-keys-model.ts';
import { ActorsContext } from '../../extension/ui/actors.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { givenCache, givenClient, givenKey, givenModel, today } from './support/givens.ts';
import { ada } from './support/people.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, until } from './support/screen.ts';

const laptop = givenKey('laptop', { rev: 4, tags: ['ci'] });

/** A Worker with one key, and the page that offers to take changes of it back. */
function givenUndo(answers: Partial<Client> = {}) {
  const world = { key: laptop, sent: [] as unknown[], expired: () => {} };
  const change = (edit: Partial<KeyView>, sent: { rev?: number | undefined }) => {
    if (sent.rev !== world.key.rev) throw new ApiError('revision_mismatch');
    world.sent.push(sent);
    world.key = { ...world.key, ...edit, rev: world.key.rev + 1 };
    return { key: world.key, record: 'written' as const };
  };
  const client = givenClient({
    enableKey: async (input) => change({ status: 'active' }, input),
    disableKey: async (input) => change({ status: 'disabled' }, input),
    editKey: async (input) => change(input as Partial<KeyView>, input),
    assignPolicy: async (input) => change({ policy: { id: input.policyId, version: 1 } }, input),
    listAudit: async () => ({ lines: [{ actor: ada.id, at: today }] as never, next: null }), // Nothing else is read.
    readMe: async () => ({ grants: ada.grants }) as never, // Nothing else is read.
    listPeople: async () => ({ people: [ada], next: null }),
    ...answers,
  });
  const model = createConsoleKeysModel(givenModel({ client, cache: givenCache(laptop) }), (_, act) => {
    world.expired = act;
    return () => void (world.expired = () => {});
  });
  renderPage(
    <ActorsContext.Provider value={model.actors}>
      <UndoChange model={model.undo} />
    </ActorsContext.Provider>,
  );
  const became = (edit: Partial<KeyView>) => {
    world.key = { ...world.key, rev: world.key.rev + 1, ...edit };
    model.changed(world.key);
  };
  return { world, model, became };
}

test('a disabled key is enabled again, once', async () => {
  const { world, became } = givenUndo();
  became({ status: 'disabled' });
  await findText('laptop is disabled.');
  byRole('button', 'Undo').click();
  await until(() => expect(world.key).toMatchObject({ status: 'active', rev: 6 }));
  await until(() => expect(allByRole('button', 'Undo')).toEqual([]));
});

test('name, tags and policy become what they were, and nothing else is sent', async () => {
  const { world, became, model } = givenUndo();
  became({ name: 'renamed', tags: [] });
  await model.undo.run();
  expect(world.sent).toEqual([{ id: laptop.id, rev: 5, name: 'laptop', tags: ['ci'] }]);
  expect(world.key).toMatchObject({ name: 'laptop', tags: ['ci'] });
  became({ policy: { id: 'pol_strict', version: 1 } });
  await model.undo.run();
  expect(world.key.policy.id).toBe('pol_default');
});

test('nothing is offered for what does not come back or is not one change of ours', () => {
  const { model, became } = givenUndo();
  const offered = () => model.undo.offered.value;
  became({ previous: { validUntil: 1, lastUsedAt: null } });
  expect(offered()).toBeNull();
  became({ status: 'disabled', exposedAt: today });
  expect(offered()).toBeNull();
  became({ status: 'active', exposedAt: today, rev: 99 });
  expect(offered()).toBeNull();
  became({ status: 'deleted', exposedAt: today });
  expect(offered()).toBeNull();
  model.create.name.value = 'another';
  model.changed(givenKey('unknown', { rev: 2 }));
  expect(offered()).toBeNull();
});

test('the offer ends by itself, but not while the focus is on it', async () => {
  const { world, became, model } = givenUndo();
  became({ status: 'disabled' });
  (await findByRole('button', 'Undo')).dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  world.expired();
  expect(model.undo.offered.value).not.toBeNull();
  byRole('button', 'Undo').dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  world.expired();
  expect(model.undo.offered.value).toBeNull();
});

test('what somebody else changed meanwhile stays, and they are named', async () => {
  const { world, became, model } = givenUndo();
  await model.actors.read();
  became({ status: 'disabled' });
  world.key = { ...world.key, rev: 9 };
  (await findByRole('button', 'Undo')).click();
  await findText('The last change was made by Ada');
  expect(world.key).toMatchObject({ status: 'disabled', rev: 9 });
});
