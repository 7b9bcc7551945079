import * as v from 'valibot';

import { keyEditSchema } from '../../shared/key/fields.ts';
import { keyViewSchema, policyRefSchema, type KeyView } from '../../shared/key/key.ts';
import { keyStatuses } from '../../shared/key/lifecycle.ts';
import { sealedSchema } from '../secrets/seal.ts';
import { outcomeOf } from './outcome.ts';

const verifierSchema = v.instance(Uint8Array);

/** Sessions that may go on although the key is disabled, and until when at most. */
const drainSchema = v.object({ until: v.number(), sessions: v.array(v.string()) });
export type Drain = v.InferOutput<typeof drainSchema>;

/** A key as its gate keeps it. Verifiers and sealed secret are erased when the key is deleted. */
export const keyRecordSchema = v.object({
  ...v.omit(keyViewSchema, ['drainingUntil', 'previous', 'lastUsed']).entries,
  verifier: v.nullable(verifierSchema),
  sealed: v.nullable(sealedSchema),
  /** Counts the key's secrets, from 1. */
  secretRev: v.optional(v.number(), 1),
  /** The secret before, while it still opens. */
  previous: v.optional(v.nullable(v.object({ verifier: verifierSchema, validUntil: v.number() })), null),
  draining: v.optional(v.nullable(drainSchema), null),
});
export type KeyRecord = v.InferOutput<typeof keyRecordSchema>;

/** What can change of a key besides its status: what is written on it, and its policy. */
const gateEditSchema = v.strictObject({ ...keyEditSchema.entries, policy: v.optional(policyRefSchema) });
export type GateEdit = v.InferOutput<typeof gateEditSchema>;

/** A new secret, sealed before it is in force: whoever finishes the rotation finishes it with this one. */
export const newSecretSchema = v.object({
  masked: v.string(),
  verifier: verifierSchema,
  sealed: v.nullable(sealedSchema),
  /** Until when the one before still opens; `null`: not any more. */
  previousUntil: v.nullable(v.number()),
});
export type NewSecret = v.InferOutput<typeof newSecretSchema>;

/** A command that was begun and may or may not be in the record yet. */
export const pendingSchema = v.object({
  opId: v.string(),
  command: v.picklist([
    'create',
    'enable',
    'disable',
    'drain',
    'delete',
    'edit',
    'assign',
    'rotate',
    'cut_previous',
    'expose',
  ]),
  /** `unchanged`: whichever it has by then. */
  to: v.picklist([...keyStatuses, 'unchanged']),
  /** The key to be; only where the command is `create`. */
  created: v.nullable(keyRecordSchema),
  /** What is to change; only where the command is `edit` or `assign`. */
  edit: v.optional(v.nullable(gateEditSchema), null),
  /** What goes on; only where the command is `drain`. */
  drain: v.optional(v.nullable(drainSchema), null),
  /** Only where the command is `rotate`. */
  secret: v.optional(v.nullable(newSecretSchema), null),
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

const closing: readonly Pending['command'][] = ['disable', 'drain', 'delete', 'cut_previous', 'expose'];

/** Whether a command closes something: it is in force from the moment it is noted. Any other, once recorded. */
export function closes({ command, secret }: Pick<Pending, 'command' | 'secret'>): boolean {
  return closing.includes(command) || isRotationAtOnce({ command, secret });
}

/** Whether something that opens may or may not be recorded yet: then the key counts as possibly open. */
export function isUncertain(state: Pick<GateState, 'pending'>): boolean {
  return state.pending.some((op) => !closes(op));
}

/** Whether the secret before stops opening with this command. */
export function isRotationAtOnce({ secret }: Pick<Pending, 'command' | 'secret'>): boolean {
  return secret !== null && secret.previousUntil === null;
}

/**
 * The key that calls are judged by; `null` where there is none.
 *
 * What closes counts as soon as it is pending, what opens does not: if we stop half-way, the key is shut or as
 * it was. Every pending command takes a revision, whatever becomes of it.
 */
export function inForce({ record, pending }: GateState): KeyRecord | null {
  if (record === null || pending.length === 0) return record;
  const key = pending.filter(closes).reduce(outcomeOf, record);
  return { ...key, rev: record.rev + pending.length };
}

/** When the key was last used, beside what is in its record. */
export interface Use {
  readonly lastUsed: KeyView['lastUsed'];
  readonly previousUsedAt: number | null;
}

const unknownUse: Use = { lastUsed: null, previousUsedAt: null };

/** What may be shown of a record, picked field by field: neither verifier nor sealed secret can ride along. */
export function viewOf(record: KeyRecord, { lastUsed, previousUsedAt }: Use = unknownUse): KeyView {
  const { id, projectId, name, masked, status, policy, rev, createdAt, changedAt } = record;
  const { note, owner, tags, expiresAt, protected: isProtected, showOnce, images, exposedAt } = record;
  const written = { note, owner, tags, expiresAt, protected: isProtected, showOnce, images };
  const { draining, previous } = record;
  return {
    id,
    projectId,
    name,
    masked,
    status,
    policy,
    rev,
    createdAt,
    changedAt,
    ...written,
    exposedAt,
    drainingUntil: draining?.until ?? null,
    previous: previous && {
      validUntil: previous.validUntil,
      lastUsedAt: previousUsedAt,
    },
    lastUsed,
  };
}

/** What is still pending once `op` is not. */
export function without(state: GateState, op: Pending): Pending[] {
  return state.pending.filter(({ opId }) => opId !== op.opId);
}
