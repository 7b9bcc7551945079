import { computed, signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';
import type { KeysAsked } from '../browse-keys/key-question.ts';
import { commandIn, emptyDraft, isRefused, type BulkDraft, type BulkKind } from './bulk-draft.ts';
import { countSessions } from './count-sessions.ts';
import { previewChange, type Preview } from './preview-change.ts';
import { createRunChange } from './run-change.ts';
import type { SelectKeysModel } from './select-keys-model.ts';

export interface ChangeKeysDeps {
  readonly client: Pick<Client, 'listKeys' | 'previewBulk' | 'runBulk' | 'listProjectSessions'>;
  readonly select: SelectKeysModel;
  /** What the list is filtered by now. */
  readonly filter: () => KeysAsked;
  readonly changed: (key: KeyView) => void;
  readonly say: Say;
}

export type ChangeKeysModel = ReturnType<typeof createChangeKeysModel>;

/** One command for many keys: previewed with what it costs, then run step by step, with a result for each key, and taken back. */
export function createChangeKeysModel({ client, select, filter, changed, say }: ChangeKeysDeps) {
  const draft = signal(emptyDraft);
  const preview = signal<Preview | null>(null);
  const failure = signal<Failure | null>(null);
  const fail = (error: unknown) => {
    failure.value = failureOf(error);
    say(failureMessage(failure.value));
  };
  const { progress, stop, undo, ...running } = createRunChange({ client, changed, fail, say });
  const close = () => {
    failure.value = null;
    running.close();
  };

  return {
    draft,
    /** `null`: nothing is being prepared. */
    preview,
    progress,
    failure,
    /** Of the last run. Its `run` never rejects, as `confirm`. */
    undo,
    /** How many of the previewed keys are known to refuse what the form says. */
    refused: computed(() => refusedOf(preview.value?.keys ?? [], draft.value.kind)),
    isReady: computed(() => preview.value !== null && commandIn(draft.value) !== null),
    write: (change: Partial<BulkDraft>) => void (draft.value = { ...draft.value, ...change }),
    /** Looks what the chosen keys are. The count of sessions arrives behind it. Never rejects: see `failure`. */
    async prepare() {
      draft.value = emptyDraft;
      close();
      try {
        const prepared = await previewChange(client, select, filter());
        preview.value = prepared;
        const openSessions = await countSessions(client, new Set(prepared.keys.map(({ id }) => id)));
        if (preview.value === prepared) preview.value = { ...prepared, openSessions };
      } catch (error) {
        fail(error);
      }
    },
    cancel: () => void ([preview.value, failure.value] = [null, null]),
    stop,
    /** Does it, step by step. Never rejects: see `failure` and what became of each key. */
    async confirm() {
      const [command, prepared] = [commandIn(draft.value), preview.value];
      if (command === null || prepared === null || progress.value?.isRunning) return;
      preview.value = null;
      await running.run(command, prepared);
      select.clear();
    },
    close,
  };
}

function refusedOf(keys: readonly KeyView[], kind: BulkKind): number {
  return keys.filter((key) => isRefused(key, kind)).length;
}
