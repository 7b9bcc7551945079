import type { AuditEntry } from '../audit/entry.ts';
import type { KeyTable, WriteOutcome } from '../keys/key-table.ts';
import { within } from '../patience.ts';
import { closes, outcomeOf, viewOf, without, type Pending } from './state.ts';
import type { StateStore } from './state-store.ts';

/** D1 has stalled for a minute at a time; who waits for a command should not. */
const patienceMs = 5_000;

/** Brings pending commands to their end: in the record and taken over by the gate, or dropped from both. */
export function createSettlement({ store, table }: { store: StateStore; table: KeyTable }) {
  /** Writes `op` to the record and takes its outcome over. Rejects where the record cannot be reached. */
  async function write(op: Pending): Promise<WriteOutcome> {
    const after = outcomeOf(store.read()?.record ?? null, op);
    const outcome = await within(
      patienceMs,
      table.write(viewOf(after), line(op, after.id, after.rev, 'done')),
    );
    if (outcome === 'written') takeOver(op);
    return outcome;
  }

  /** Step 3: the outcome and the end of "pending", in one write. */
  function takeOver(op: Pending): void {
    const state = store.read();
    if (state !== null) store.write({ record: outcomeOf(state.record, op), pending: without(state, op) });
  }

  /**
   * An opening command that was never recorded is dropped, and its revision with it: a write of it that is
   * still on its way then breaks a constraint instead of opening the key in the record.
   */
  async function drop(op: Pending): Promise<boolean> {
    const state = store.read();
    const key = state?.record ?? op.created;
    if (state === null || key === null) return false;
    const rev = op.created === null ? key.rev + 1 : key.rev;
    const dropped = { ...line(op, key.id, rev, 'dropped'), opId: crypto.randomUUID() };
    if ((await within(patienceMs, table.drop(dropped))) !== 'written') return false;
    store.write({ record: state.record && { ...state.record, rev }, pending: without(state, op) });
    return true;
  }

  async function settleOne(op: Pending): Promise<boolean> {
    if (await within(patienceMs, table.knows(op.opId))) {
      takeOver(op);
      return true;
    }
    return closes(op) ? (await write(op)) === 'written' : drop(op);
  }

  return {
    write,

    /**
     * Settles what is pending, oldest first. `false`: something is left, because the record cannot be reached
     * or is changing under us; the key stays shut meanwhile. Never rejects.
     */
    async settle(): Promise<boolean> {
      for (const op of store.read()?.pending ?? []) {
        // Each builds on the one before, so the first that cannot be settled ends the round.
        const settled = await settleOne(op).catch(() => false);
        if (!settled) return false;
      }
      return true;
    },
  };
}

function line(op: Pending, keyId: string, rev: number, outcome: AuditEntry['outcome']): AuditEntry {
  const { opId, command: action, actor, requestId, at } = op;
  return { opId, keyId, rev, action, outcome, actor, requestId, at };
}
