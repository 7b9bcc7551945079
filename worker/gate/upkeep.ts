import type { Call } from './admission.ts';
import type { createAlarm } from './alarm.ts';
import type { Events } from './events.ts';
import type { LastUse, UsedSecret } from './last-use.ts';
import { secretOf } from './secret-of.ts';
import { soonMs } from './soon.ts';
import type { StateStore } from './state-store.ts';

export interface UpkeepDeps {
  readonly store: StateStore;
  readonly lastUse: LastUse;
  readonly events: Events;
  readonly wakeUp: ReturnType<typeof createAlarm>;
  readonly now: () => number;
}

/** What is remembered of calls, and written down later. */
export function createUpkeep({ store, lastUse, events, wakeUp, now }: UpkeepDeps) {
  return {
    /** A call was let through. */
    async admitted(call: Call): Promise<void> {
      const state = store.read();
      if (state?.record) lastUse.note(call, state.record, usedSecret(call), now());
      await wakeUp.by(now() + soonMs);

      function usedSecret({ ticket, digest }: Call): UsedSecret {
        const secret = state && ticket === null ? secretOf(state, digest, now()) : null;
        return secret === 'coming' ? null : secret;
      }
    },

    /**
     * Writes what is due to the record; when to do so again, Unix milliseconds. Must run inside the gate's queue. Rejects
     * where the record cannot be reached.
     */
    async writeDown(): Promise<number> {
      const key = store.read()?.record;
      if (key) await lastUse.flush(key.id, now());
      if (events.due() <= now()) await events.flush();
      return Math.min(events.due(), lastUse.due());
    },
  };
}
