import { defaultProjectId } from '../../shared/project/project.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { within } from '../patience.ts';
import { closes, outcomeOf, viewOf, type ImageRecord, type Pending } from './image-state.ts';
import type { ImageStore } from './image-store.ts';
import type { ImageTable, WriteOutcome } from './image-table.ts';

/** D1 has stalled for a minute at a time; who waits for a command should not. */
const patienceMs = 5_000;

/** Brings begun commands to their end, as `worker/gate/settlement.ts` does for a key: in the record, or dropped. */
export function createImageSettlement({ store, table }: { store: ImageStore; table: ImageTable }) {
  async function write(op: Pending): Promise<WriteOutcome> {
    const before = store.read()?.record ?? null;
    const after = outcomeOf(before, op);
    const outcome = await within(patienceMs, table.write(after, line(op, before, after)));
    if (outcome === 'written') takeOver(op);
    return outcome;
  }

  function takeOver(op: Pending): void {
    const state = store.read();
    if (state !== null)
      store.write({ record: outcomeOf(state.record, op), pending: without(state.pending, op) });
  }

  function forget(op: Pending): void {
    const state = store.read();
    if (state !== null) store.write({ ...state, pending: without(state.pending, op) });
  }

  async function drop(op: Pending): Promise<boolean> {
    const before = store.read()?.record ?? null;
    const never = outcomeOf(before, op);
    const entry = { ...line(op, before, never), opId: crypto.randomUUID(), outcome: 'dropped' } as const;
    const written = await within(
      patienceMs,
      op.command === 'create' ? table.bury(never, entry) : table.drop(never, entry),
    );
    if (written !== 'written') return false;
    const state = store.read();
    const record = state?.record ? { ...state.record, rev: never.rev } : null;
    if (state !== null) store.write({ record, pending: without(state.pending, op) });
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
    forget,

    /** Settles what is pending, oldest first. `false`: something is left. Never rejects. */
    async settle(): Promise<boolean> {
      for (const op of store.read()?.pending ?? []) {
        const settled = await settleOne(op).catch(() => false);
        if (!settled) return false;
      }
      return true;
    },
  };
}

function line(op: Pending, before: ImageRecord | null, after: ImageRecord): AuditEntry {
  const { opId, command, actor, device, requestId, at } = op;
  const projectId = after.projectId ?? defaultProjectId;
  const who = { actor, device, requestId };
  const changed = before ? differing(before, after) : { before: null, after: shown(after) };
  const what = { subject: after.id, projectId, action: `image.${command}` } as const;
  return { opId, ...what, outcome: 'done', rev: after.rev, ...who, at, ...changed };
}

/** What a line tells of an image: nothing of its credential but that it was replaced. */
function shown(image: ImageRecord): Record<string, unknown> {
  const { rev: _rev, changedAt: _changed, createdAt: _created, ...told } = viewOf(image);
  return told;
}

function differing(before: ImageRecord, after: ImageRecord) {
  const [one, other] = [shown(before), shown(after)];
  const names = Object.keys(other).filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
  const pick = (from: Record<string, unknown>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  const renewed = before.sealed !== after.sealed && after.sealed !== null ? { credentialReplaced: true } : {};
  return { before: pick(one), after: { ...pick(other), ...renewed } };
}

function without(pending: readonly Pending[], op: Pending): Pending[] {
  return pending.filter(({ opId }) => opId !== op.opId);
}
