import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import type { Later } from '../../platform/later.ts';
import type { Say } from '../../ui/say.ts';
import { undoOf, type KeyChange, type Undo } from './undo-of.ts';

const offeredFor = 10_000; // Milliseconds.

/** A change that can be taken back. */
export interface Offered {
  readonly key: KeyView;
  readonly undo: Undo;
  /** Why taking it back did not work. */
  readonly failure: Failure | null;
}

export interface UndoChangeDeps {
  readonly client: Pick<Client, 'enableKey' | 'disableKey' | 'assignPolicy' | 'editKey'>;
  readonly changed: (key: KeyView) => void;
  readonly later: Later;
  readonly say: Say;
}

export type UndoChangeModel = ReturnType<typeof createUndoChangeModel>;

/** Offers for some seconds to take the last change back, where that is true. */
export function createUndoChangeModel({ client, changed, later, say }: UndoChangeDeps) {
  const offered = signal<Offered | null>(null);
  const busy = signal(false);
  let stop: (() => void) | null = null;

  const end = () => {
    stop?.();
    offered.value = null;
  };
  const wait = () => {
    stop?.();
    stop = later(offeredFor, end);
  };

  return {
    offered,
    busy,
    offer(change: KeyChange) {
      if (busy.value) return; // This one is the taking back itself.
      end();
      const undo = undoOf(change);
      if (undo === null) return;
      offered.value = { key: change.after, undo, failure: null };
      wait();
    },
    /** Somebody is about to press it: it stays. */
    hold: () => stop?.(),
    wait,
    end,
    /** Takes it back, unless the key was changed since. Never rejects: see `offered.failure`. */
    async run() {
      const { value } = offered;
      if (value === null || busy.value) return;
      stop?.();
      busy.value = true;
      try {
        changed((await send(client, value)).key);
        offered.value = null;
        say('saidUndone');
      } catch (error) {
        offered.value = { ...value, failure: failureOf(error) };
      } finally {
        busy.value = false;
      }
    },
  };
}

function send(client: UndoChangeDeps['client'], { key: { id, rev }, undo }: Offered) {
  if (undo.kind === 'enable') return client.enableKey({ id, rev });
  if (undo.kind === 'disable') return client.disableKey({ id, rev });
  if (undo.kind === 'assign') return client.assignPolicy({ id, rev, policyId: undo.policyId });
  return client.editKey({ id, rev, ...undo.edit });
}
