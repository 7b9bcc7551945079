import type { RestoredAs } from '../../shared/api/operations/deployment.ts';
import { maskCredential } from '../../shared/credential/credential.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { keyring } from '../secrets/keyring.ts';
import { seal } from '../secrets/seal.ts';
import { digest } from '../secrets/verifier.ts';
import type { AuditChain } from './audit-chain.ts';
import { viewOf, type KeyRecord } from './state.ts';
import type { StateStore } from './state-store.ts';

export interface RestoreKeyDeps {
  readonly store: StateStore;
  readonly table: KeyTable;
  readonly chain: AuditChain;
  readonly now: () => number;
  readonly env: Env;
}

/**
 * Gives a gate that has no key the one of an export; one that has it already is left as it is. With its secret the key
 * works as before. Without, nothing could open it: it comes back disabled and shown once, and takes a new value.
 *
 * Refusals: `gate_unavailable`, and those of writing a key. Rejects where the record cannot be reached. Must run inside
 * the gate's queue; the record has the key before it is in force.
 */
export async function restoreKey(
  view: KeyView,
  secret: string | null,
  by: By,
  { store, table, chain, now, env }: RestoreKeyDeps,
): Promise<Result<RestoredAs>> {
  const state = store.read();
  if (state === null) return refuse('gate_unavailable');
  const became = view.status === 'deleted' ? 'deleted' : secret === null ? 'without_secret' : 'restored';
  if (state.record !== null) return ok(became);
  const record = await recordOf(view, secret, env);
  const about = { opId: crypto.randomUUID(), subject: view.id, projectId: view.projectId } as const;
  const line = { ...about, ...by, action: 'key.restore', outcome: 'done', rev: null, at: now() } as const;
  const entry = { ...line, before: null, after: { status: record.status } };
  const outcome = await chain.appendOne(entry, (each) => table.correct(viewOf(record), each));
  if (outcome !== 'written') return refuse(outcome === 'conflict' ? 'revision_mismatch' : outcome);
  store.write({ record, pending: [] });
  return ok(became);
}

async function recordOf(view: KeyView, secret: string | null, env: Env): Promise<KeyRecord> {
  const { drainingUntil: _until, lastUsed: _use, ...key } = view;
  const plain = { ...key, secretRev: 1, previous: null, draining: null };
  if (view.status === 'deleted') return { ...plain, verifier: null, sealed: null };
  if (secret === null) return { ...plain, status: 'disabled', showOnce: true, verifier: null, sealed: null };
  const keys = await keyring(env);
  const owner = { projectId: view.projectId, keyId: view.id, secretRev: 1 };
  const verifier = await digest(secret, keys);
  return { ...plain, masked: maskCredential(secret), verifier, sealed: await seal(secret, owner, keys) };
}
