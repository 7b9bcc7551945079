import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import type { AuditChain } from './audit-chain.ts';
import { checkRead } from './check-read.ts';
import type { StateStore } from './state-store.ts';

interface Deps {
  readonly store: StateStore;
  readonly table: KeyTable;
  readonly chain: AuditChain;
  readonly now: () => number;
}

/**
 * That a ticket was found where it does not belong and still opens, since its project wants it so: a line in the audit.
 *
 * Refusals: those of `checkRead`, `record_unavailable`. Must run inside the gate's queue.
 */
export async function noteExposedTicket(
  ticket: string,
  by: By,
  { store, table, chain, now }: Deps,
): Promise<Result<null>> {
  const key = checkRead(store.read());
  if (!key.ok) return key;
  const about = { opId: crypto.randomUUID(), subject: key.value.id, projectId: key.value.projectId } as const;
  const line = { ...about, ...by, action: 'ticket.expose', outcome: 'done', rev: null, at: now() } as const;
  const entry = { ...line, before: null, after: { ticket } };
  const noted = await chain.appendOne(entry, (each) => table.append([each])).catch(() => null);
  return noted === 'written' ? ok(null) : refuse('record_unavailable');
}
