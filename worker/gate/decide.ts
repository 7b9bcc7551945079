import { applyCommand, type KeyStatus } from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts';
import type { StatusCommand } from './commands.ts';
import {
  closes,
  isExpired,
  statusInForce,
  type GateEdit,
  type GateState,
  type KeyRecord,
  type Pending,
} from './state.ts';

/**
 * What a command on the status comes to in this state: the status it leads to, `null` where nothing has to be done.
 *
 * Refusals: those of `applyCommand`; `key_protected`; `key_expiry_passed`; `key_not_found`; `gate_unavailable` for a
 * state that cannot be read; `record_unavailable` where the answer hangs on a command whose fate is unknown. Only a
 * disable never has to wait for the record.
 */
export function decide(
  state: GateState | null,
  command: StatusCommand,
  now: number,
): Result<KeyStatus | null> {
  const found = find(state);
  if (!found.ok) return found;
  const { status, pending } = found.value;
  const next = objectionTo(command, found.value, now) ?? applyCommand(status, command);
  if (!next.ok) return next;
  // An enabling that was never answered may yet turn out to be recorded, so the key counts as possibly open.
  const uncertain = pending.some((op) => !closes(op));
  if (next.value === status && !uncertain) return ok(null);
  const waits = command === 'enable' ? pending.length > 0 : command === 'delete' && uncertain;
  return waits ? refuse('record_unavailable') : next;
}

/**
 * What an edit comes to: the status, which it leaves as it is, or `null` where the key already reads so.
 *
 * Refusals: `key_deleted`, `key_not_found`, `gate_unavailable`; `record_unavailable` while another command is not
 * settled, since an edit is of what the caller has seen.
 */
export function decideEdit(state: GateState | null, edit: GateEdit): Result<KeyStatus | null> {
  const found = find(state);
  if (!found.ok) return found;
  const { status, record, pending } = found.value;
  const next = applyCommand(status, 'edit');
  if (!next.ok) return next;
  if (pending.length > 0) return refuse('record_unavailable');
  return changes(record, edit) ? next : ok(null);
}

/** `revision_mismatch` where the key is not at `rev` any more; `null`: go on. A deleted key has its own answer. */
export function asSeen(state: GateState | null, rev: number | undefined): Refusal | null {
  if (rev === undefined || !state?.record || statusInForce(state) === 'deleted') return null;
  return state.record.rev === rev ? null : refuse('revision_mismatch');
}

/** What the key's own fields say against it; `null` for nothing. In other states the status alone has its say. */
function objectionTo(command: StatusCommand, { status, record }: Found, now: number): Refusal | null {
  if (status !== 'disabled') return null;
  if (command === 'delete' && record.protected) return refuse('key_protected');
  return command === 'enable' && isExpired(record, now) ? refuse('key_expiry_passed') : null;
}

/** A key and where it stands. */
interface Found {
  readonly record: KeyRecord;
  readonly pending: readonly Pending[];
  readonly status: KeyStatus;
}

function find(state: GateState | null): Result<Found> {
  if (state === null) return refuse('gate_unavailable');
  const { record, pending } = state;
  const status = statusInForce(state);
  if (record === null || status === null)
    return refuse(pending.length > 0 ? 'record_unavailable' : 'key_not_found');
  return ok({ record, pending, status });
}

function changes(record: KeyRecord, edit: GateEdit): boolean {
  const before: GateEdit = record;
  const names = Object.keys(edit) as (keyof GateEdit)[]; // Object.keys widens to string.
  return names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(edit[name]));
}
