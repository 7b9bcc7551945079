import type { createShelf } from '../policies/shelf.ts';
import { createEndings } from './endings.ts';
import type { Events } from './events.ts';
import { createLeases } from './leases.ts';
import { createLimits } from './limits/limits.ts';
import { closeUpstream } from './close-upstream.ts';
import { createHoldings } from './holdings.ts';
import { createUpstreamRelease, type ReleaseDeps } from './release-upstreams.ts';
import { createSessionDesk } from './session-desk.ts';
import { createSessionNotes } from './session-notes.ts';
import { createSessions } from './sessions.ts';
import type { StateStore } from './state-store.ts';
import { createUsage } from './usage.ts';
import { createWatchers } from './watchers.ts';

export interface SessionPartsDeps {
  readonly ctx: DurableObjectState;
  readonly env: Env;
  readonly store: StateStore;
  readonly shelf: Pick<ReturnType<typeof createShelf>, 'get'>;
  readonly events: Pick<Events, 'note'>;
  readonly now: () => number;
}

/** The gate's part of sessions: which there are, how they end, how much they may do. */
export function createSessionParts({ ctx, env, store, shelf, events, now }: SessionPartsDeps) {
  const sessions = createSessions(ctx.storage.sql, createSessionNotes(events));
  const limits = createLimits(ctx.storage.kv, now);
  const leases = createLeases({ kv: ctx.storage.kv, now, wait: (ms) => scheduler.wait(ms) });
  const watchers = createWatchers(ctx);
  const record = () => store.read()?.record;
  const expiresAt = () => record()?.expiresAt ?? null;
  const endings = createEndings({ sessions, watchers, policyOf: shelf.get, expiresAt, now });
  const projectId = () => record()?.projectId;
  const desk = createSessionDesk({ sessions, endings, watchers, events, db: env.RECORD, projectId, now });
  const usage = createUsage({ sql: ctx.storage.sql, db: env.RECORD, key: record, now });
  const holdings = createHoldings(ctx.storage.sql, sessions.find);
  const close: ReleaseDeps['close'] = (place, holding) => closeUpstream(place, holding, env);
  const releaseUpstreams = createUpstreamRelease({ holdings, sessions, events, close, now });
  return { holdings, releaseUpstreams, sessions, limits, leases, watchers, endings, desk, usage };
}
