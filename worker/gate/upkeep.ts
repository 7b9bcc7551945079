import type { Call } from './admission.ts';
import type { createAlarm } from './alarm.ts';
import type { Events } from './events.ts';
import type { LastUse } from './last-use.ts';
import { secretOf } from './secret-of.ts';
import { secretHolder, type SecretStreams } from './secret-streams.ts';
import type { SessionHolders } from './session-holders.ts';
import type { Sessions } from './sessions.ts';
import { soonMs } from './soon.ts';
import type { GateState, KeyRecord } from './state.ts';
import type { StateStore } from './state-store.ts';
import type { TicketStore } from './ticket-store.ts';

export interface UpkeepDeps {
  readonly store: StateStore;
  readonly tickets: Pick<TicketStore, 'use'>;
  readonly holders: Pick<SessionHolders, 'note'>;
  readonly sessions: Pick<Sessions, 'get'>;
  readonly lastUse: LastUse;
  readonly secretStreams: SecretStreams;
  readonly events: Events;
  readonly wakeUp: ReturnType<typeof createAlarm>;
  readonly now: () => number;
}

/** What is remembered of calls, and written down later. */
export function createUpkeep({
  store,
  tickets,
  holders,
  sessions,
  lastUse,
  secretStreams,
  events,
  wakeUp,
  now,
}: UpkeepDeps) {
  function noteUse(state: GateState, key: KeyRecord, call: Call, session: string | null): void {
    const { ticket, digest } = call;
    const secret = ticket === null ? secretOf(state, digest, now()) : null;
    const used = secret === 'coming' ? null : secret;
    const client = sessions.get(session ?? '')?.client ?? call.client; // Only the first call of a session need say it.
    lastUse.note({ ...call, client }, key, used, now());
    if (ticket !== null) tickets.use(ticket, now());
    const rev = used === 'previous' ? key.secretRev - 1 : key.secretRev;
    if (session !== null) holders.note(session, ticket ?? secretHolder(rev));
  }

  const sweepSecrets = () => secretStreams.sweep(store.read(), now());

  return {
    /** A call of `session` (`null`: of none) was let through. */
    async admitted(call: Call, session: string | null): Promise<void> {
      const state = store.read();
      if (state?.record) noteUse(state, state.record, call, session);
      await wakeUp.by(now() + soonMs);
    },

    /** Ends the streams of secrets that are over; when the next one is, Unix milliseconds. */
    sweepSecrets,

    /**
     * Ends streams whose secret is over and writes what is due to the record; when to do so again, Unix milliseconds. Must run inside the gate's queue. Rejects
     * where the record cannot be reached.
     */
    async writeDown(): Promise<number> {
      const key = store.read()?.record;
      if (key) await lastUse.flush(key.id, now());
      if (events.due() <= now()) await events.flush();
      return Math.min(events.due(), lastUse.due(), sweepSecrets());
    },
  };
}
