import { signal, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Remote } from '../../api/remote.ts';
import { draftOf, editIn, type KeyDraft } from './key-draft.ts';

export interface EditKeyDeps {
  readonly client: Pick<Client, 'editKey'>;
  readonly key: ReadonlySignal<KeyView | null>;
  readonly remote: Pick<Remote<KeyView>, 'attempt'>;
  readonly changed: (key: KeyView) => void;
  /** Shows the key as it will be, until `null`. */
  readonly foresee: (key: KeyView | null) => void;
}

export type EditKeyModel = ReturnType<typeof createEditKeyModel>;

/**
 * What is written on a key, being changed.
 *
 * It is shown as saved at once, and as a draft again where that did not work. Somebody else's change is a conflict, and reading the key again makes it known: then the same draft can be saved,
 * and only the fields that were changed in it are.
 */
export function createEditKeyModel({ client, key, remote, changed, foresee }: EditKeyDeps) {
  const draft = signal<KeyDraft | null>(null);
  let before: KeyDraft | null = null;

  return {
    /** `null`: nothing is being changed. */
    draft,
    open() {
      before = key.value && draftOf(key.value);
      draft.value = before;
    },
    write(change: Partial<KeyDraft>) {
      if (draft.value !== null) draft.value = { ...draft.value, ...change };
    },
    cancel: () => void (draft.value = null),
    async save() {
      const [now, edited] = [key.value, draft.value];
      if (now === null || edited === null || before === null) return;
      const edit = editIn(edited, before);
      foresee({ ...now, ...(edit as Partial<KeyView>) }); // What it does not change is not in it.
      draft.value = null;
      const isDone = await remote.attempt(
        async () => changed((await client.editKey({ id: now.id, rev: now.rev, ...edit })).key),
        'saidKeySaved',
        now.id,
      );
      foresee(null);
      if (!isDone) draft.value = edited;
    },
  };
}
