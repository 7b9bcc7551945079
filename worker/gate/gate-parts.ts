import { createKeyTable } from '../keys/key-table.ts';
import { createShelf } from '../policies/shelf.ts';
import { createAlarm } from './alarm.ts';
import { createAudit } from './audit.ts';
import { createCallLog } from './call-log.ts';
import { createEndings } from './endings.ts';
import { createLastUse } from './last-use.ts';
import { createLimits } from './limits/limits.ts';
import { loadPolicies } from './load-policies.ts';
import { createPinning } from './pinning.ts';
import { createPins } from './pins.ts';
import { createSecretStreams } from './secret-streams.ts';
import { createSessions } from './sessions.ts';
import { createStateStore } from './state-store.ts';
import { createTicketing } from './ticketing.ts';
import { createUpkeep } from './upkeep.ts';
import { createWatchers } from './watchers.ts';
import { wireJudging } from './wire-judging.ts';
import { wireOrders } from './wire-orders.ts';

/** What a gate is made of, wired together. The class around it is what the platform and the Worker call. */
export type GateParts = ReturnType<typeof createGateParts>;

export function createGateParts(ctx: DurableObjectState, env: Env, now: () => number) {
  const table = createKeyTable(env.RECORD);
  const store = createStateStore(ctx.storage);
  const sessions = createSessions(ctx.storage.sql);
  const limits = createLimits(ctx.storage.kv, now);
  const shelf = createShelf(env.SHELF);
  const watchers = createWatchers(ctx);
  const wakeUp = createAlarm(ctx.storage);
  const { get: policyOf } = shelf;
  const { storage } = ctx;
  const lastUse = createLastUse(storage, table);
  const audit = createAudit({ storage, env, table, store, wakeUp, now });
  const endings = createEndings({
    sessions,
    watchers,
    policyOf,
    expiresAt: () => store.read()?.record?.expiresAt ?? null,
    now,
  });
  const pins = createPins(ctx.storage.sql);
  const { chain, events } = audit;
  const ticketing = createTicketing({ storage, endings, store, table, chain, wakeUp, now });
  const { door, tickets, holders } = ticketing;
  const secretStreams = createSecretStreams({ holders, sessions, watchers, endings });
  const kept = { store, tickets, lastUse, secretStreams, wakeUp, now };
  const made = { ...kept, table, chain, sessions, policyOf, endings, env };

  return {
    lastUse,
    ...createUpkeep({ ...kept, holders, events }),
    table,
    store,
    ...audit,
    sessions,
    limits,
    pins,
    calls: createCallLog(ctx.storage.sql, now),
    shelf,
    watchers,
    wakeUp,
    endings,
    ...wireOrders(made, ctx.id.name ?? ''),
    ...ticketing,
    ...wireJudging({ door, sessions, limits, pins, policyOf, endings, now }),
    pinTools: createPinning({ pins, policyOf, store, note: events.note }),
    loadPolicies: () => loadPolicies(shelf, store, sessions),
  };
}
