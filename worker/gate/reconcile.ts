import type { Finding } from '../../shared/api/operations/deployment.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import type { AuditChain } from './audit-chain.ts';
import { viewOf, type KeyRecord } from './state.ts';
import type { StateStore } from './state-store.ts';

export interface ReconcileDeps {
  readonly store: StateStore;
  readonly table: KeyTable;
  readonly chain: AuditChain;
  readonly settle: () => Promise<boolean>;
  readonly now: () => number;
}

/**
 * Compares the record with the gate, whose word decides, and corrects the record where it is behind or says something
 * else, with a line in the audit. Must run inside the gate's queue.
 *
 * Refusals: `gate_unavailable`, `record_unavailable` while a command is not settled, and those of writing a key. Rejects
 * where the record cannot be reached.
 */
export async function reconcile(id: string, by: By, deps: ReconcileDeps): Promise<Result<Finding>> {
  if (!(await deps.settle())) return refuse('record_unavailable');
  const state = deps.store.read();
  if (state === null) return refuse('gate_unavailable');
  if (state.record === null) return ok('no_key');
  const there = await deps.table.read(id);
  const [before, after] = differing(there, state.record);
  if (there !== null && Object.keys(after).length === 0) return ok('same');
  if (there !== null && there.rev > state.record.rev) return ok('record_ahead');
  return correct(state.record, { before, after }, by, deps);
}

async function correct(
  record: KeyRecord,
  change: { readonly before: object; readonly after: object },
  by: By,
  { table, chain, now }: ReconcileDeps,
): Promise<Result<Finding>> {
  const { id: subject, projectId } = record;
  const about = {
    opId: crypto.randomUUID(),
    subject,
    projectId,
    action: 'key.reconcile',
    outcome: 'done',
  } as const;
  const entry = { ...by, ...about, ...change, rev: null, at: now() };
  const outcome = await chain.appendOne(entry, (line) => table.correct(viewOf(record), line));
  if (outcome === 'written') return ok('corrected');
  return refuse(outcome === 'conflict' ? 'revision_mismatch' : outcome);
}

/** The fields that the record has otherwise than the gate, as each has them. The last use is noted later, by design. */
function differing(there: KeyView | null, record: KeyRecord): [object, object] {
  const [old, next] = [there && plain(there), plain(viewOf(record))];
  const names = Object.keys(next) as (keyof typeof next)[]; // Object.keys widens to string.
  const changed = names.filter((name) => JSON.stringify(old?.[name]) !== JSON.stringify(next[name]));
  const pick = (from: typeof next | null) =>
    Object.fromEntries(changed.map((name) => [name, from?.[name] ?? null]));
  return [pick(old), pick(next)];
}

function plain(key: KeyView) {
  return { ...key, lastUsed: null, previous: key.previous?.validUntil ?? null };
}
