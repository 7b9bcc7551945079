import type { AuditEntry } from '../audit/entry.ts';
import { viewOf, type KeyRecord, type Pending } from './state.ts';

/** The line of a command that brought a key from `before` (`null`: there was none) to `after`. */
export function doneLine(op: Pending, before: KeyRecord | null, after: KeyRecord): AuditEntry {
  const [old, next] = [before && written(before), written(after)];
  const changed = Object.keys(next).filter((name) => !isSame(old?.[name], next[name]));
  return {
    ...lineOf(op, after),
    opId: op.opId,
    outcome: 'done',
    rev: after.rev,
    before: old && pick(old, changed),
    after: pick(next, changed),
  };
}

/** The line of a command that was never recorded and takes `rev`, so that it cannot be any more. */
export function droppedLine(op: Pending, key: KeyRecord, rev: number): AuditEntry {
  return { ...lineOf(op, key), opId: droppedId(op), outcome: 'dropped', rev, before: null, after: null };
}

/** Named after the command, so that dropping it twice is dropping it once. */
export function droppedId({ opId }: Pick<Pending, 'opId'>): string {
  return `${opId}/dropped`;
}

function lineOf({ command, actor, device, requestId, at }: Pending, { id, projectId }: KeyRecord) {
  return { subject: id, projectId, action: `key.${command}`, actor, device, requestId, at } as const;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a line may tell of a key: what people see of it, without what every line has anyway. */
function written(record: KeyRecord): Fields {
  const {
    id: _id,
    projectId: _projectId,
    rev: _rev,
    changedAt: _changedAt,
    lastUsed: _use,
    ...fields
  } = viewOf(record);
  return fields;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function pick(from: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}
