import type { KeyTable, WriteOutcome } from '../keys/key-table.ts';
import { within } from '../patience.ts';
import type { AuditChain } from './audit-chain.ts';
import { doneLine, droppedId, droppedLine } from './audit-line.ts';
import { outcomeOf } from './outcome.ts';
import { closes, viewOf, without, type KeyRecord, type Pending } from './state.ts';
import type { StateStore } from './state-store.ts';

/** D1 has stalled for a minute at a time; who waits for a command should not. */
const patienceMs = 5_000;

export interface SettlementDeps {
  readonly store: StateStore;
  readonly table: KeyTable;
  readonly chain: AuditChain;
}

/** Brings pending commands to their end: in the record and taken over by the gate, or dropped from both. */
export function createSettlement({ store, table, chain }: SettlementDeps) {
  /** Writes `op` to the record and takes its outcome over. Rejects where the record cannot be reached. */
  async function write(op: Pending): Promise<WriteOutcome> {
    const before = store.read()?.record ?? null;
    const after = outcomeOf(before, op);
    const entry = doneLine(op, before, after);
    const outcome = await chain.appendOne(entry, (line) =>
      within(patienceMs, table.write(viewOf(after), line)),
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
    const key = store.read()?.record ?? op.created;
    if (key === null) return false;
    const entry = droppedLine(op, key, dropsAt(op, key));
    const outcome = await chain.appendOne(entry, (line) => within(patienceMs, table.append([line])));
    return outcome === 'written' && forget(op, key);
  }

  function forget(op: Pending, key: KeyRecord): boolean {
    const state = store.read();
    if (state === null) return false;
    const record = state.record && { ...state.record, rev: dropsAt(op, key) };
    store.write({ record, pending: without(state, op) });
    return true;
  }

  async function settleOne(op: Pending): Promise<boolean> {
    const key = store.read()?.record ?? op.created;
    const fate = await within(patienceMs, table.knownOf([op.opId, droppedId(op)]));
    if (fate.includes(op.opId)) {
      takeOver(op);
      return true;
    }
    if (fate.includes(droppedId(op))) return key !== null && forget(op, key);
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

/** The revision that a command takes with it when it is dropped. */
function dropsAt(op: Pending, key: KeyRecord): number {
  return op.created === null ? key.rev + 1 : key.rev;
}
