import { applyCommand } from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import { open } from '../secrets/seal.ts';
import type { AuditChain } from './audit-chain.ts';
import { inForce, type GateState, type KeyRecord } from './state.ts';

/** Enough for copying all day, too little for taking everything away at once. */
const limit = 120;
const windowMs = 3_600_000;

interface RevealDeps {
  readonly table: KeyTable;
  readonly chain: AuditChain;
  readonly now: () => number;
  readonly env: Env;
}

/**
 * The key's secret. Its audit line is written before it is read, so nothing is ever shown unseen.
 *
 * Refusals: `key_not_found`, `key_deleted`, `key_show_once`, `reveal_limit` (120 an hour for each caller), `record_unavailable`,
 * `secret_unavailable`.
 */
export async function revealSecret(
  state: GateState | null,
  by: By,
  deps: RevealDeps,
): Promise<Result<string>> {
  if (state === null) return refuse('gate_unavailable');
  const key = inForce(state);
  if (key === null) return refuse('key_not_found');
  const allowed = applyCommand(key.status, 'reveal');
  if (!allowed.ok) return allowed;
  if (key.showOnce) return refuse('key_show_once');
  const noted = await note(key, by, deps).catch(() => null);
  if (noted === 'limit') return refuse('reveal_limit');
  return noted === 'written' ? unseal(key, deps.env) : refuse('record_unavailable');
}

function note({ id, projectId }: KeyRecord, { actor, device, requestId }: By, deps: RevealDeps) {
  const { table, chain, now } = deps;
  const entry = {
    opId: crypto.randomUUID(),
    subject: id,
    projectId,
    action: 'key.reveal',
    outcome: 'done',
    rev: null,
    actor,
    device,
    requestId,
    at: now(),
    before: null,
    after: null,
  } as const;
  return chain.appendOne(entry, (line) => table.noteReveal(line, limit, entry.at - windowMs));
}

async function unseal(record: KeyRecord, env: Env): Promise<Result<string>> {
  if (record.sealed === null) return refuse('secret_unavailable');
  const { projectId, id: keyId, secretRev } = record;
  try {
    return ok(await open(record.sealed, { projectId, keyId, secretRev }, await keyring(env)));
  } catch (error) {
    log({ event: 'secret_unavailable', error }); // Another master, or storage that was tampered with.
    return refuse('secret_unavailable');
  }
}
