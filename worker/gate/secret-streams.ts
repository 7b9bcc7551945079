import { objectionTo, type Endings } from './endings.ts';
import type { SessionHolders } from './session-holders.ts';
import type { Sessions } from './sessions.ts';
import { inForce, type GateState } from './state.ts';
import type { Watchers } from './watchers.ts';

const prefix = 'secret ';

/** One of the key's secrets, as what holds a session. */
export function secretHolder(secretRev: number): string {
  return prefix + String(secretRev);
}

export interface SecretStreamsDeps {
  readonly holders: SessionHolders;
  readonly sessions: Pick<Sessions, 'get'>;
  readonly watchers: Pick<Watchers, 'cut'>;
  readonly endings: Pick<Endings, 'end'>;
}

/**
 * Streams end with the secret that opened them. A session that nothing else used ends with it; of one that goes on, the
 * streams are cut once.
 */
export function createSecretStreams({ holders, sessions, watchers, endings }: SecretStreamsDeps) {
  function end(id: string, isHeld: boolean, now: number): void {
    const session = sessions.get(id);
    // Ended, it also refuses the streams that are too young to be watched yet.
    if (session !== undefined && !isHeld) endings.end(session, now, 'cut');
    else watchers.cut(objectionTo('cut'), id);
  }

  return {
    /** Cuts the streams of secrets that open nothing any more; when the next one's time is over, Unix milliseconds. */
    sweep(state: GateState | null, now: number): number {
      const key = state && inForce(state);
      if (!key) return Infinity;
      const until = key.previous?.validUntil ?? 0;
      const oldest = until > now ? key.secretRev - 1 : key.secretRev;
      for (const [session, by] of holders.all()) {
        const over = by.filter((holder) => isOver(holder, oldest));
        for (const holder of over) holders.drop(session, holder);
        if (over.length > 0) end(session, over.length < by.length, now);
      }
      return until > now ? until : Infinity;
    },
  };
}
export type SecretStreams = ReturnType<typeof createSecretStreams>;

function isOver(holder: string, oldest: number): boolean {
  return holder.startsWith(prefix) && Number(holder.slice(prefix.length)) < oldest;
}
