import type { Events } from './events.ts';
import type { Holding, Holdings } from './holdings.ts';
import { noteRelease } from './session-notes.ts';
import type { Sessions } from './sessions.ts';

/** Let go of at once in a run; the rest is for the next. */
const atOnce = 5;

export interface ReleaseDeps {
  readonly holdings: Holdings;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly events: Pick<Events, 'note'>;
  /** Tells the upstream of it. Rejects where it is to be asked again. */
  readonly close: (place: { keyId: string; image: string }, holding: Holding) => Promise<void>;
  readonly now: () => number;
}

/**
 * Has upstreams let go of what they hold for sessions that ended here. What came of it is in the audit. Gives when to look
 * again, Unix milliseconds; `Infinity`: nothing waits. Never rejects.
 */
export function createUpstreamRelease({ holdings, sessions, events, close, now }: ReleaseDeps) {
  return async (): Promise<number> => {
    const due = holdings.due(now());
    await Promise.all(
      due.now.slice(0, atOnce).map(async (holding) => {
        const session = sessions.find(holding.session);
        if (session === undefined) return holdings.drop(holding);
        try {
          await close(session, holding);
          holdings.drop(holding);
          noteRelease(events, session, 'closed', openedIn(holding));
        } catch {
          if (holdings.failed(holding, now())) noteRelease(events, session, 'given_up', openedIn(holding));
        }
      }),
    );
    return due.now.length > atOnce ? now() : holdings.due(now()).next;
  };
}

/** What is told of a holding besides its session. */
function openedIn({ kind, handle }: Holding): { opened?: string } {
  return kind === 'opened' ? { opened: handle } : {};
}
