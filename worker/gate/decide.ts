import {
  applyCommand,
  isExpired,
  keyCommands,
  type KeyCommand,
  type KeyStatus,
} from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts';
import type { StatusCommand } from './commands.ts';
import {
  inForce,
  isUncertain,
  type GateEdit,
  type GateState,
  type KeyRecord,
  type Pending,
} from './state.ts';

/**
 * What a command on the status comes to in this state: the status it leads to, `null` where nothing has to be done.
 *
 * Refusals: those of `applyCommand`; `key_protected`; `key_expiry_passed`; `key_exposed`; `key_not_found`;
 * `gate_unavailable` for a state that cannot be read; `record_unavailable` where the answer hangs on a command whose fate
 * is unknown. Only a disable never has to wait for the record.
 */
export function decide(
  state: GateState | null,
  command: StatusCommand,
  now: number,
): Result<KeyStatus | null> {
  const found = find(state);
  if (!found.ok) return found;
  const { key, pending } = found.value;
  const next = objectionTo(command, key, now) ?? applyCommand(key.status, command);
  if (!next.ok) return refuse(next.code, { current_rev: key.rev, allowed: allowedFor(key, now) });
  if (next.value === key.status && !isUncertain({ pending }) && !endsDrain(command, key)) return ok(null);
  return mustWait(command, pending) ? refuse('record_unavailable') : next;
}

/** What a caller can do instead. */
function allowedFor(key: KeyRecord, now: number): readonly KeyCommand[] {
  return keyCommands.filter((each) => (objectionTo(each, key, now) ?? applyCommand(key.status, each)).ok);
}

function endsDrain(command: StatusCommand, { draining }: KeyRecord): boolean {
  return command === 'disable' && draining !== null;
}

/** Whether a command has to wait until what is pending is settled. */
function mustWait(command: StatusCommand, pending: Pending[]): boolean {
  if (command === 'enable') return pending.length > 0;
  return command === 'delete' && isUncertain({ pending });
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
  const { key, pending } = found.value;
  const next = applyCommand(key.status, 'edit');
  if (!next.ok) return next;
  if (pending.length > 0) return refuse('record_unavailable');
  return changes(key, edit) ? next : ok(null);
}

/**
 * Whether the key's secrets may change; gives the key as it is in force.
 *
 * Refusals: `key_deleted`, `key_not_found`, `gate_unavailable`; `record_unavailable` where `waits` and another command
 * is not settled.
 */
export function decideSecret(
  state: GateState | null,
  command: 'rotate' | 'cut_previous' | 'expose',
  waits: boolean,
): Result<KeyRecord> {
  const found = find(state);
  if (!found.ok) return found;
  const { key, pending } = found.value;
  const next = applyCommand(key.status, command);
  if (!next.ok) return next;
  return waits && pending.length > 0 ? refuse('record_unavailable') : ok(key);
}

/** `revision_mismatch` where the key is not at `rev` any more; `null`: go on. A deleted key has its own answer. */
export function asSeen(state: GateState | null, rev: number | undefined): Refusal | null {
  const key = state && inForce(state);
  if (rev === undefined || !key || key.status === 'deleted') return null;
  return key.rev === rev ? null : refuse('revision_mismatch', { current_rev: key.rev });
}

/** What the key's own fields say against it; `null` for nothing. In other states the status alone has its say. */
function objectionTo(command: KeyCommand, key: KeyRecord, now: number): Refusal | null {
  if (key.status !== 'disabled') return null;
  if (command === 'delete' && key.protected) return refuse('key_protected');
  if (command !== 'enable') return null;
  if (key.exposedAt !== null) return refuse('key_exposed');
  return isExpired(key, now) ? refuse('key_expiry_passed') : null;
}

/** A key as it is in force, and what is not settled. */
interface Found {
  readonly key: KeyRecord;
  readonly pending: Pending[];
}

function find(state: GateState | null): Result<Found> {
  if (state === null) return refuse('gate_unavailable');
  const key = inForce(state);
  if (key === null) return refuse(state.pending.length > 0 ? 'record_unavailable' : 'key_not_found');
  return ok({ key, pending: state.pending });
}

function changes(record: KeyRecord, edit: GateEdit): boolean {
  const before: GateEdit = record;
  const names = Object.keys(edit) as (keyof GateEdit)[]; // Object.keys widens to string.
  return names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(edit[name]));
}
