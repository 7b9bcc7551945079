import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Head } from '../audit/chain.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import type { createAlarm } from './alarm.ts';
import { createAuditChain } from './audit-chain.ts';
import { createEvents } from './events.ts';
import { createRefusalNotes } from './note-refusal.ts';
import type { StateStore } from './state-store.ts';

export interface AuditDeps {
  readonly storage: DurableObjectStorage;
  readonly env: Env;
  readonly table: KeyTable;
  readonly store: StateStore;
  readonly wakeUp: ReturnType<typeof createAlarm>;
  readonly now: () => number;
}

/** The gate's part of the audit: the key's chain, and what goes into it besides commands. */
export function createAudit({ storage, env, table, store, wakeUp, now }: AuditDeps) {
  const chain = createAuditChain({
    storage,
    keys: () => keyring(env),
    readHead: (subject) => table.readHead(subject),
  });
  const remind = (at: number) =>
    void wakeUp.by(at).catch((error: unknown) => log({ event: 'gate_alarm_failed', error }));
  const key = () => store.read()?.record ?? null;
  const events = createEvents({ sql: storage.sql, chain, table, key, remind, now });

  /** Where the chain ends once all events are in it. Must run inside the gate's queue. Refusal: `record_unavailable`. */
  async function writtenHead(): Promise<Result<Head>> {
    try {
      await events.flush();
      return ok(chain.head());
    } catch (error) {
      log({ event: 'events_waiting', error });
      return refuse('record_unavailable');
    }
  }

  return { chain, events, writtenHead, noteRefusal: createRefusalNotes(events, () => key()?.id) };
}
