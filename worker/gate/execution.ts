import type { KeyView } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { createSettlement } from './settlement.ts';
import {
  closes,
  inForce,
  viewOf,
  without,
  type GateState,
  type KeyRecord,
  type Pending,
  type Use,
} from './state.ts';
import type { StateStore } from './state-store.ts';

/** A key after a change; `pending`: in force, and written to the record as soon as that can be reached. */
export interface Changed {
  readonly key: KeyView;
  readonly record: 'written' | 'pending';
}

export interface ExecutionDeps {
  readonly store: StateStore;
  readonly write: ReturnType<typeof createSettlement>['write'];
  /** Ends what must end the moment a closing command counts: sessions, streams. Writes only; waits for nothing. */
  readonly takeEffect: (op: Pending) => void;
  /** When the key was last used. */
  readonly useOf: (key: KeyRecord) => Use;
  /** Makes sure that what is pending is settled soon, even if this instance is lost. */
  readonly remind: () => Promise<void>;
}

/** Takes a command that was decided on through the steps that `commands.ts` argues for. */
export function createExecution({ store, write, takeEffect, useOf, remind }: ExecutionDeps) {
  async function begin(state: GateState, op: Pending): Promise<Result<Changed>> {
    store.write({ ...state, pending: [...state.pending, op] });
    if (closes(op)) takeEffect(op);
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
    return refuse(outcome === 'conflict' ? 'revision_mismatch' : outcome);
  }

  /** Does what `to` says: nothing where it is `null`. */
  async function carryOut(
    op: Omit<Pending, 'to'>,
    to: Result<Pending['to'] | null>,
  ): Promise<Result<Changed>> {
    const state = store.read();
    if (!to.ok) return to;
    if (to.value === null || state === null)
      return standing(state?.pending.length === 0 ? 'written' : 'pending');
    return begin(state, { ...op, to: to.value });
  }

  function standing(record: Changed['record']): Result<Changed> {
    const state = store.read();
    const key = state && inForce(state);
    return key ? ok({ key: viewOf(key, useOf(key)), record }) : refuse('gate_unavailable');
  }

  return { begin, carryOut };
}
