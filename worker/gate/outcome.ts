import type { GateEdit, KeyRecord, NewSecret, Pending } from './state.ts';

/** The key once `op` is done. A deleted key keeps its name for the record, and nothing that opens anything. */
export function outcomeOf(record: KeyRecord | null, op: Pending): KeyRecord {
  if (op.created !== null) return op.created;
  if (record === null) throw new Error('a command without a key');
  const status = op.to === 'unchanged' ? record.status : op.to;
  const next = { ...changed(record, op), status, rev: record.rev + 1, changedAt: op.at };
  return status === 'deleted' ? { ...next, verifier: null, sealed: null, previous: null } : next;
}

function changed(record: KeyRecord, op: Pending): KeyRecord {
  if (op.edit !== null) return edited(record, op.edit);
  if (op.secret !== null) return rotated(record, op.secret);
  if (op.command === 'cut_previous') return { ...record, previous: null };
  if (op.command === 'expose')
    return {
      ...record,
      exposedAt: record.exposedAt ?? op.at,
      draining: op.to === 'unchanged' ? record.draining : null,
    };
  return { ...record, draining: op.drain }; // Every other command says who may go on; nobody, as a rule.
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
    images: edit.images ?? record.images,
  };
}

/** The one before the one before stops opening, whatever it was promised: there are never three. */
function rotated(record: KeyRecord, { masked, verifier, sealed, previousUntil }: NewSecret): KeyRecord {
  const previous =
    previousUntil === null || record.verifier === null
      ? null
      : { verifier: record.verifier, validUntil: previousUntil };
  return { ...record, masked, verifier, sealed, previous, secretRev: record.secretRev + 1, exposedAt: null };
}
