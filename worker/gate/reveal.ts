import { applyCommand } from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import { open, type Owner, type Sealed } from '../secrets/seal.ts';
import type { AuditChain } from './audit-chain.ts';
import { checkRead } from './check-read.ts';
import type { GateState, KeyRecord } from './state.ts';
import type { TicketRecord } from './ticket-record.ts';

/** Why a secret is shown: to a person, or within an export of the whole deployment. */
type Showing = 'key.reveal' | 'key.export';

interface RevealDeps {
  readonly table: KeyTable;
  readonly chain: AuditChain;
  readonly now: () => number;
  readonly env: Env;
  /** `key.reveal` where it is left out. */
  readonly action?: Showing;
}

/** A secret that a gate keeps. */
export interface Hidden {
  readonly sealed: Sealed | null;
  readonly owner: Owner;
}

/** The key's own secret. Refusal: `key_show_once`. */
export function ownSecret({ id, projectId, sealed, secretRev, showOnce }: KeyRecord): Result<Hidden> {
  return showOnce ? refuse('key_show_once') : ok({ sealed, owner: { projectId, keyId: id, secretRev } });
}

/** The secret of one of its tickets. Refusal: `key_show_once`. */
export function ticketSecret(key: KeyRecord, { id, sealed }: TicketRecord): Result<Hidden> {
  if (key.showOnce) return refuse('key_show_once');
  return ok({ sealed, owner: { projectId: key.projectId, keyId: key.id, ticketId: id, secretRev: 1 } });
}

/**
 * The secret that `find` finds for the key as it is. Its audit line is written before it is read, so nothing is ever
 * shown unseen.
 *
 * Refusals: those of `checkRead` and of `find`, `record_unavailable`, `secret_unavailable`.
 */
export async function revealSecret(
  state: GateState | null,
  find: (key: KeyRecord) => Result<Hidden>,
  by: By,
  deps: RevealDeps,
): Promise<Result<string>> {
  const key = checkRead(state);
  if (!key.ok) return key;
  const allowed = applyCommand(key.value.status, 'reveal');
  if (!allowed.ok) return allowed;
  const hidden = find(key.value);
  if (!hidden.ok) return hidden;
  const noted = await note(hidden.value.owner, by, deps).catch(() => null);
  return noted === 'written' ? unseal(hidden.value, deps.env) : refuse('record_unavailable');
}

function note({ projectId, keyId, ticketId }: Owner, { actor, device, requestId }: By, deps: RevealDeps) {
  const { table, chain, now, action = 'key.reveal' } = deps;
  const entry = {
    opId: crypto.randomUUID(),
    subject: keyId,
    projectId,
    action, // Of a ticket too.
    outcome: 'done',
    rev: null,
    actor,
    device,
    requestId,
    at: now(),
    before: null,
    after: ticketId === undefined ? null : { ticket: ticketId },
  } as const;
  return chain.appendOne(entry, (line) => table.append([line]));
}

async function unseal({ sealed, owner }: Hidden, env: Env): Promise<Result<string>> {
  if (sealed === null) return refuse('secret_unavailable');
  try {
    return ok(await open(sealed, owner, await keyring(env)));
  } catch (error) {
    log({ event: 'secret_unavailable', error }); // Another master, or storage that was tampered with.
    return refuse('secret_unavailable');
  }
}
