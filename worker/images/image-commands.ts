import type { ImageView } from '../../shared/image/image-view.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { decideImage, type ImageOrder } from './decide-image.ts';
import { createImageSettlement } from './image-settlement.ts';
import { closes, inForce, viewOf, type Pending } from './image-state.ts';
import type { ImageStore } from './image-store.ts';
import type { ImageTable } from './image-table.ts';

/** An image after a change; `pending`: in force, and written to the record as soon as that can be reached. */
export interface ChangedImage {
  readonly image: ImageView;
  readonly record: 'written' | 'pending';
}

export interface ImageCommandDeps {
  readonly store: ImageStore;
  readonly table: ImageTable;
  /** Cuts the open streams. Waits for nothing. */
  readonly cut: () => void;
  /** Makes sure that what is pending is settled soon, even if this instance is lost. */
  readonly remind: () => Promise<void>;
  readonly now: () => number;
}

/**
 * Commands on one image. Their order is that of a key's (see `worker/gate/commands.ts`): noted durably, and in force if
 * it closes; recorded; taken over, and in force if it opens. Must run inside the gate's queue.
 */
export function createImageCommands({ store, table, cut, remind, now }: ImageCommandDeps) {
  const { settle, write, forget } = createImageSettlement({ store, table });

  async function attempt(op: Pending) {
    if (store.read()?.pending[0]?.opId !== op.opId) return 'unknown' as const;
    return write(op).catch(() => 'unknown' as const);
  }

  async function begin(op: Pending): Promise<Result<ChangedImage>> {
    const state = store.read();
    if (state === null) return refuse('gate_unavailable');
    store.write({ ...state, pending: [...state.pending, op] });
    if (closes(op)) cut();
    await remind();
    const outcome = await attempt(op);
    if (outcome === 'written') return standing('written');
    if (closes(op)) return standing('pending');
    if (outcome === 'unknown') return refuse('record_unavailable'); // It may have landed: settle() finds out.
    forget(op);
    return refuse(outcome === 'conflict' ? 'revision_mismatch' : outcome);
  }

  function standing(record: ChangedImage['record']): Result<ChangedImage> {
    const state = store.read();
    const image = state && inForce(state);
    return image ? ok({ image: viewOf(image), record }) : refuse('gate_unavailable');
  }

  return {
    settle,

    /**
     * Refusals: `image_not_found`, `revision_mismatch`, `image_builtin`, `image_enabled`, `image_title_taken`,
     * `record_unavailable` (only for what does not close), `gate_unavailable`.
     */
    async run(order: ImageOrder, { actor, device, requestId }: By): Promise<Result<ChangedImage>> {
      await settle();
      const isDue = decideImage(store.read(), order);
      if (!isDue.ok) return isDue;
      if (!isDue.value) return standing(store.read()?.pending.length === 0 ? 'written' : 'pending');
      const { command, patch } = order;
      return begin({ opId: crypto.randomUUID(), command, patch, actor, device, requestId, at: now() });
    },
  };
}
