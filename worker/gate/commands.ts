import type { KeyView } from '../../shared/key/key.ts';
import type { KeyCommand } from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { decide } from './decide.ts';
import { createSettlement } from './settlement.ts';
import {
  closes,
  statusInForce,
  viewOf,
  without,
  type GateState,
  type KeyRecord,
  type Pending,
} from './state.ts';
import type { StateStore } from './state-store.ts';

/** A key after a change; `pending`: in force, and written to the record as soon as that can be reached. */
export interface Changed {
  readonly key: KeyView;
  readonly record: 'written' | 'pending';
}

export type StatusCommand = Exclude<KeyCommand, 'reveal'>;

export interface CommandDeps {
  readonly store: StateStore;
  readonly table: KeyTable;
  /** Ends the key's sessions and cuts its streams. Writes only; waits for nothing. */
  readonly shut: (reason: 'cut' | 'deleted') => void;
  /** Makes sure that `settle` runs soon, even if this instance is lost. */
  readonly remind: () => Promise<void>;
  readonly now: () => number;
}

/**
 * Commands on one key. The order of steps is the safety argument:
 *
 * 1. the command is noted durably; one that closes is in force from here on, and streams are cut;
 * 2. the record (D1) gets the change and its audit line, both or neither;
 * 3. the gate takes the outcome over; one that opens is in force from here on.
 *
 * Lost between 1 and 2, closing is finished and opening is dropped; between 2 and 3, either is finished. So the
 * key is never open by mistake. Must run inside the gate's queue.
 */
export function createCommands({ store, table, shut, remind, now }: CommandDeps) {
  const { settle, write } = createSettlement({ store, table });

  async function begin(state: GateState, op: Pending): Promise<Result<Changed>> {
    store.write({ ...state, pending: [...state.pending, op] });
    if (closes(op)) shut(op.command === 'delete' ? 'deleted' : 'cut');
    await remind();
    return conclude(op, await attempt(op));
  }

  /** A closing command behind others that are not written yet waits for them: the record keeps the order. */
  async function attempt(op: Pending) {
    if (store.read()?.pending[0]?.opId !== op.opId) return 'unknown';
    return write(op).catch(() => 'unknown' as const);
  }

  function conclude(op: Pending, outcome: Awaited<ReturnType<typeof attempt>>): Result<Changed> {
    if (outcome === 'written') return standing('written');
    if (closes(op)) return standing('pending');
    if (outcome === 'unknown') return refuse('record_unavailable'); // It may have landed: settle() finds out.
    const state = store.read();
    if (state !== null) store.write({ ...state, pending: without(state, op) });
    return refuse(outcome === 'name_taken' ? 'name_taken' : 'revision_mismatch');
  }

  function standing(record: Changed['record']): Result<Changed> {
    const state = store.read();
    const status = state && statusInForce(state);
    if (!state?.record || !status) return refuse('gate_unavailable');
    return ok({ key: viewOf(state.record, status), record });
  }

  return {
    settle,

    /** Refusals: `name_taken`, `record_unavailable`, `revision_mismatch` (this gate already has a key). */
    async create(key: KeyRecord, by: By): Promise<Result<Changed>> {
      const state = store.read();
      if (state === null) return refuse('gate_unavailable');
      if (state.record !== null || state.pending.length > 0) return refuse('revision_mismatch');
      return begin(state, { ...newOp(by, now()), command: 'create', to: 'active', created: key });
    },

    /** Refusals: those of `decide`, `record_unavailable` (only for what opens), `revision_mismatch`. */
    async change(command: StatusCommand, by: By): Promise<Result<Changed>> {
      await settle();
      const state = store.read();
      const to = decide(state, command);
      if (!to.ok) return to;
      if (to.value === null || state === null)
        return standing(state?.pending.length === 0 ? 'written' : 'pending');
      return begin(state, { ...newOp(by, now()), command, to: to.value });
    },
  };
}

function newOp({ actor, requestId }: By, at: number) {
  return { opId: crypto.randomUUID(), created: null, actor, requestId, at };
}
