import type { AuditEntry } from '../audit/entry.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { within } from '../patience.ts';
import type { AuditChain } from './audit-chain.ts';
import { createEventTable, type Waiting } from './event-table.ts';
import { soonMs } from './soon.ts';
import type { KeyRecord } from './state.ts';

const patienceMs = 5_000;
const perWrite = 50;
/** More kinds than this between two writes are told as a number alone: nobody may fill the audit. */
const mostKinds = 500;
/** So long refusals are gathered; everything else is written as soon as it can be. */
const gatherMs = 60_000;

/** Something that happened at the gate without being a command. */
export interface GateEvent {
  /** `session.start`, `call.refuse`, … */
  readonly action: AuditEntry['action'];
  readonly outcome: 'done' | 'refused';
  /** Whose doing it was: the key's or ticket's id, or who asked for it. */
  readonly actor: string;
  /** `''` where it was no request. */
  readonly requestId: string;
  /** Small, and for `refused` ones nothing that a caller can choose freely: alike ones are counted together. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EventsDeps {
  readonly sql: SqlStorage;
  readonly chain: AuditChain;
  readonly table: KeyTable;
  readonly key: () => KeyRecord | null;
  /** Makes sure that `flush` runs at `at` (Unix milliseconds) or before. */
  readonly remind: (at: number) => void;
  readonly now: () => number;
}

/**
 * Events on their way to the audit: durable in the gate as soon as they are noted, in the record later. No call waits
 * for the record because of them.
 */
export function createEvents({ sql, chain, table, key, remind, now }: EventsDeps) {
  const events = createEventTable(sql);
  // After a crash each is a kind of its own: that some could be counted together is no longer known, nor needed.
  const staying = new Map(events.readStaying().map((event) => [kindOf(event), event]));

  function note({ action, outcome, actor, requestId, detail }: GateEvent): void {
    const isMany = staying.size >= mostKinds;
    const event = { action, outcome, actor, requestId, detail: isMany ? '{}' : JSON.stringify(detail) };
    const kind = kindOf({ ...event, opId: outcome === 'refused' || isMany ? '' : crypto.randomUUID() });
    const alike = staying.get(kind);
    // The number is only kept in memory: a write for each refusal would make refusing dear.
    if (alike) return void staying.set(kind, { ...alike, count: alike.count + 1 });
    const first: Waiting = { ...event, opId: crypto.randomUUID(), at: now(), count: 1 };
    events.insert(first);
    staying.set(kind, first);
    remind(dueAt(first));
  }

  /** What was on its way when the gate was lost may have arrived: those are not written again. */
  async function arrived(): Promise<void> {
    const leaving = events.readLeaving();
    if (leaving.length === 0) return;
    const known = await within(patienceMs, table.knownOf(leaving.map(({ opId }) => opId)));
    for (const opId of known) events.remove({ opId });
  }

  async function send(some: readonly Waiting[], { id, projectId }: KeyRecord): Promise<void> {
    const entries = some.map((event) => entryOf(event, id, projectId));
    await chain.append(entries, (lines) => within(patienceMs, table.append(lines)));
    for (const event of some) events.remove(event);
  }

  return {
    note,

    /** When the earliest waiting one is to be written, Unix milliseconds; `Infinity`: none waits. */
    due: (): number => Math.min(...[...staying.values(), ...events.readLeaving()].map(dueAt)),

    /** Writes all that wait. Must run inside the gate's queue. Rejects where the record cannot be reached. */
    async flush(): Promise<void> {
      const record = key();
      if (record === null) return;
      await arrived();
      for (const event of staying.values()) events.leave(event);
      staying.clear();
      const leaving = events.readLeaving();
      for (let at = 0; at < leaving.length; at += perWrite)
        await send(leaving.slice(at, at + perWrite), record);
    },
  };
}
export type Events = ReturnType<typeof createEvents>;

/** When it is to be written, Unix milliseconds. */
function dueAt({ outcome, at }: Waiting): number {
  return at + (outcome === 'refused' ? gatherMs : soonMs);
}

/** Those of one kind are counted together; an `opId` makes one that is like no other. */
function kindOf({
  opId,
  action,
  outcome,
  actor,
  detail,
}: Omit<Waiting, 'at' | 'count' | 'requestId'>): string {
  return JSON.stringify([opId, action, outcome, actor, detail]);
}

function entryOf(event: Waiting, subject: string, projectId: string): AuditEntry {
  const { opId, outcome, actor, requestId, at, count } = event;
  const detail = JSON.parse(event.detail) as object; // Written by `note`.
  const action = event.action as AuditEntry['action']; // Likewise.
  const after = count === 1 ? detail : { ...detail, count };
  const who = { actor, device: null, requestId };
  return { opId, subject, projectId, action, outcome, rev: null, ...who, at, before: null, after };
}
