import type { KeyCommand } from '../../shared/key/lifecycle.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import type { AuditChain } from './audit-chain.ts';
import { asSeen, decide, decideEdit } from './decide.ts';
import { createExecution, type Changed, type ExecutionDeps } from './execution.ts';
import { newOp } from './new-op.ts';
import { createSecretCommands } from './secret-commands.ts';
import { createSettlement } from './settlement.ts';
import {
  inForce,
  type Drain,
  type GateEdit,
  type GateState,
  type KeyRecord,
  type NewSecret,
} from './state.ts';

export type StatusCommand = Extract<KeyCommand, 'enable' | 'disable' | 'drain' | 'delete'>;

export interface CommandDeps extends Omit<ExecutionDeps, 'write'> {
  readonly table: KeyTable;
  readonly chain: AuditChain;
  /** The sessions that are open now and may go on; `null`: none is. */
  readonly openSessions: () => Drain | null;
  /** Makes the secret that follows the one of `key`. */
  readonly nextSecret: (
    key: KeyRecord,
    previousUntil: number | null,
  ) => Promise<{ readonly secret: string; readonly kept: NewSecret }>;
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
export function createCommands(deps: CommandDeps) {
  const { store, openSessions, now } = deps;
  const { settle, write } = createSettlement(deps);
  const execution = createExecution({ ...deps, write });
  const { begin, carryOut } = execution;

  /** Draining what is disabled opens nothing again. */
  function drainOf(state: GateState | null): Drain | null {
    const key = state && inForce(state);
    return key?.status === 'active' ? openSessions() : (key?.draining ?? null);
  }

  return {
    settle,
    ...createSecretCommands({ ...deps, settle, execution }),

    /** Refusals: `name_taken`, `record_unavailable`, `revision_mismatch` (this gate already has a key). */
    async create(key: KeyRecord, by: By): Promise<Result<Changed>> {
      const state = store.read();
      if (state === null) return refuse('gate_unavailable');
      if (state.record !== null || state.pending.length > 0) return refuse('revision_mismatch');
      return begin(state, { ...newOp(by, now()), command: 'create', to: 'active', created: key });
    },

    /**
     * `rev`: the revision that the caller has seen, where that matters. Refusals: those of `decide`,
     * `record_unavailable` (only for what opens), `revision_mismatch`.
     */
    async change(command: StatusCommand, by: By, rev?: number): Promise<Result<Changed>> {
      await settle();
      const state = store.read();
      const op = { ...newOp(by, now()), command, drain: command === 'drain' ? drainOf(state) : null };
      return carryOut(op, asSeen(state, rev) ?? decide(state, command, op.at));
    },

    /** Refusals: those of `decideEdit`, `name_taken`, `policy_not_found`, `record_unavailable`, `revision_mismatch`. */
    async edit(edit: GateEdit, by: By, rev?: number): Promise<Result<Changed>> {
      await settle();
      const op = { ...newOp(by, now()), command: edit.policy ? 'assign' : 'edit', edit } as const;
      const state = store.read();
      return carryOut(op, asSeen(state, rev) ?? decideEdit(state, edit));
    },
  };
}
