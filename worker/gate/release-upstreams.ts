import type { Events } from './events.ts';
import type { Releases } from './releases.ts';
import type { Sessions } from './sessions.ts';

/** Closed at once in a run; the rest is for the next. */
const atOnce = 5;

export interface ReleaseDeps {
  readonly releases: Releases;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly events: Pick<Events, 'note'>;
  readonly close: (place: { keyId: string; image: string }, handle: string) => Promise<void>;
  readonly now: () => number;
}

/**
 * Closes at their upstreams what ended here. What came of it is in the audit. Gives when to look again, Unix milliseconds;
 * `Infinity`: nothing waits. Never rejects.
 */
export function createUpstreamRelease({ releases, sessions, events, close, now }: ReleaseDeps) {
  function note(actor: string, session: string, outcome: 'closed' | 'given_up'): void {
    const detail = { session, outcome };
    events.note({ action: 'session.release', outcome: 'done', actor, requestId: '', detail });
  }

  return async (): Promise<number> => {
    const due = releases.due(now());
    await Promise.all(
      due.now.slice(0, atOnce).map(async (release) => {
        const session = sessions.find(release.session);
        if (session === undefined) return releases.drop(release.session);
        try {
          await close(session, release.handle);
          releases.drop(release.session);
          note(session.keyId, session.id, 'closed');
        } catch {
          if (releases.failed(release, now())) note(session.keyId, session.id, 'given_up');
        }
      }),
    );
    return due.now.length > atOnce ? now() : releases.due(now()).next;
  };
}
