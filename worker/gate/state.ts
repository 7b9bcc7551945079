import * as v from 'valibot';

import { keyEditSchema } from '../../shared/key/fields.ts';
import { keyViewSchema, policyRefSchema, type KeyView } from '../../shared/key/key.ts';
import { keyStatuses, type KeyStatus } from '../../shared/key/lifecycle.ts';
import { sealedSchema } from '../secrets/seal.ts';

/** A key as its gate keeps it. Verifier and sealed secret are erased when the key is deleted. */
export const keyRecordSchema = v.object({
  ...keyViewSchema.entries,
  verifier: v.nullable(v.instance(Uint8Array)),
  sealed: v.nullable(sealedSchema),
});
export type KeyRecord = v.InferOutput<typeof keyRecordSchema>;

/** What can change of a key besides its status: what is written on it, and its policy. */
const gateEditSchema = v.strictObject({ ...keyEditSchema.entries, policy: v.optional(policyRefSchema) });
export type GateEdit = v.InferOutput<typeof gateEditSchema>;

/** A command that was begun and may or may not be in the record yet. */
export const pendingSchema = v.object({
  opId: v.string(),
  command: v.picklist(['create', 'enable', 'disable', 'delete', 'edit', 'assign']),
  to: v.picklist(keyStatuses),
  /** The key to be; only where the command is `create`. */
  created: v.nullable(keyRecordSchema),
  /** What is to change; only where the command is `edit` or `assign`. */
  edit: v.optional(v.nullable(gateEditSchema), null),
  actor: v.string(),
  device: v.optional(v.nullable(v.string()), null),
  requestId: v.string(),
  at: v.number(),
});
export type Pending = v.InferOutput<typeof pendingSchema>;

/** All that decides about a key, in the order it was asked for. */
export const gateStateSchema = v.object({
  record: v.nullable(keyRecordSchema),
  pending: v.array(pendingSchema),
});
export type GateState = v.InferOutput<typeof gateStateSchema>;

/** Whether a command closes the key: it is in force from the moment it is noted. Any other, once recorded. */
export function closes({ command }: Pick<Pending, 'command'>): boolean {
  return command === 'disable' || command === 'delete';
}

/** Whether the key's time is over: exactly from `expiresAt` on. */
export function isExpired({ expiresAt }: Pick<KeyRecord, 'expiresAt'>, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/**
 * The status that calls are judged by; `null` where there is no key.
 *
 * What closes counts as soon as it is pending, what opens does not: if we stop half-way, the key is shut or as
 * it was.
 */
export function statusInForce({ record, pending }: GateState): KeyStatus | null {
  if (record === null) return null;
  return pending.findLast(closes)?.to ?? record.status;
}

/** The key once `op` is done. A deleted key keeps its name for the record, and nothing that opens anything. */
export function outcomeOf(record: KeyRecord | null, op: Pending): KeyRecord {
  if (op.created !== null) return op.created;
  if (record === null) throw new Error('a command without a key');
  const gone = op.to === 'deleted' ? { verifier: null, sealed: null } : {};
  const next = op.edit === null ? record : edited(record, op.edit);
  return { ...next, ...gone, status: op.to, rev: record.rev + 1, changedAt: op.at };
}

function edited(record: KeyRecord, edit: GateEdit): KeyRecord {
  return {
    ...record,
    policy: edit.policy ?? record.policy,
    name: edit.name ?? record.name,
    note: edit.note ?? record.note,
    owner: edit.owner ?? record.owner,
    tags: edit.tags ?? record.tags,
    expiresAt: edit.expiresAt === undefined ? record.expiresAt : edit.expiresAt,
    protected: edit.protected ?? record.protected,
  };
}

/** What may be shown of a record, picked field by field: neither verifier nor sealed secret can ride along. */
export function viewOf(record: KeyRecord, status: KeyStatus = record.status): KeyView {
  const { id, projectId, name, masked, policy, rev, createdAt, changedAt } = record;
  const { note, owner, tags, expiresAt, protected: isProtected, showOnce } = record;
  const written = { note, owner, tags, expiresAt, protected: isProtected, showOnce };
  return { id, projectId, name, masked, status, policy, rev, createdAt, changedAt, ...written };
}

/** What is still pending once `op` is not. */
export function without(state: GateState, op: Pending): Pending[] {
  return state.pending.filter(({ opId }) => opId !== op.opId);
}
