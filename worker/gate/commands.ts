import type { KeyCommand } from '../../shared/key/lifecycle.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import type { AuditChain } from './audit-chain.ts';
import { asSeen, decide, decideEdit } from './decide.ts';
import { createExecution, type Changed, type ExecutionDeps } from './execution.ts';
import { createSettlement } from './settlement.ts';
import type { GateEdit, KeyRecord } from './state.ts';

export type StatusCommand = Exclude<KeyCommand, 'reveal' | 'edit' | 'assign'>;

export interface CommandDeps extends Omit<ExecutionDeps, 'write'> {
  readonly table: KeyTable;
  readonly chain: AuditChain;
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
export function createCommands({ store, table, chain, shut, remind, now }: CommandDeps) {
  const { settle, write } = createSettlement({ store, table, chain });
  const { begin, carryOut } = createExecution({ store, write, shut, remind });

  return {
    settle,

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
      const op = { ...newOp(by, now()), command };
      const state = store.read();
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

function newOp({ actor, device, requestId }: By, at: number) {
  return { opId: crypto.randomUUID(), created: null, edit: null, actor, device, requestId, at };
}
