import type { SessionView } from '../../shared/session/session.ts';
import type { Events } from './events.ts';
import type { Holding, Holdings } from './holdings.ts';
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
  function note({ id, keyId }: SessionView, { kind, handle }: Holding, outcome: 'closed' | 'given_up'): void {
    const detail = { session: id, outcome, ...(kind === 'opened' && { opened: handle }) };
    events.note({ action: 'session.release', outcome: 'done', actor: keyId, requestId: '', detail });
  }

  return async (): Promise<number> => {
    const due = holdings.due(now());
    await Promise.all(
      due.now.slice(0, atOnce).map(async (holding) => {
        const session = sessions.find(holding.session);
        if (session === undefined) return holdings.drop(holding);
        try {
          await close(session, holding);
          holdings.drop(holding);
          note(session, holding, 'closed');
        } catch {
          if (holdings.failed(holding, now())) note(session, holding, 'given_up');
        }
      }),
    );
    return due.now.length > atOnce ? now() : holdings.due(now()).next;
  };
}
