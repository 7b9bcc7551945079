import { createKeyTable } from '../keys/key-table.ts';
import { createShelf } from '../policies/shelf.ts';
import { createAlarm } from './alarm.ts';
import { createAnswerTable } from './answer-table.ts';
import { createAudit } from './audit.ts';
import { createCallLog } from './call-log.ts';
import { createLastUse } from './last-use.ts';
import { createPolicyLoad } from './load-policies.ts';
import { createPinning } from './pinning.ts';
import { createPins } from './pins.ts';
import { createSecretStreams } from './secret-streams.ts';
import { createSessionParts } from './session-parts.ts';
import { createStateStore } from './state-store.ts';
import { createTicketing } from './ticketing.ts';
import { createUpkeep } from './upkeep.ts';
import { wireJudging } from './wire-judging.ts';
import { wireOrders } from './wire-orders.ts';

/** What a gate is made of, wired together. The class around it is what the platform and the Worker call. */
export type GateParts = ReturnType<typeof createGateParts>;

export function createGateParts(ctx: DurableObjectState, env: Env, now: () => number) {
  const table = createKeyTable(env.RECORD);
  const store = createStateStore(ctx.storage);
  const shelf = createShelf(env.SHELF);
  const wakeUp = createAlarm(ctx.storage);
  const { get: policyOf } = shelf;
  const { storage } = ctx;
  const lastUse = createLastUse(storage, table);
  const audit = createAudit({ storage, env, table, store, wakeUp, now });
  const pins = createPins(ctx.storage.sql);
  const { chain, events } = audit;
  const session = createSessionParts({ ctx, env, store, shelf, events, now });
  const { sessions, limits, leases, endings, watchers } = session;
  const ticketing = createTicketing({ storage, endings, store, table, chain, wakeUp, now });
  const { door, tickets, holders } = ticketing;
  const secretStreams = createSecretStreams({ holders, sessions, watchers, endings });
  const kept = { store, tickets, lastUse, secretStreams, wakeUp, now };
  const made = { ...kept, table, chain, sessions, policyOf, endings, env };

  return {
    lastUse,
    ...createUpkeep({ ...kept, holders, sessions, events }),
    table,
    store,
    ...audit,
    ...session,
    pins,
    answers: createAnswerTable(ctx.storage.sql),
    calls: createCallLog(ctx.storage.sql, now),
    shelf,
    wakeUp,
    ...wireOrders({ ...made, fence: leases.fence }, ctx.id.name ?? ''),
    ...ticketing,
    ...wireJudging({ door, sessions, limits, leases, pins, policyOf, endings, now }),
    pinTools: createPinning({ pins, policyOf, store, note: events.note }),
    loadPolicies: createPolicyLoad(shelf, store, sessions),
  };
}
