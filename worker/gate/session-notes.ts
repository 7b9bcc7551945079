import type { SessionView } from '../../shared/session/session.ts';
import type { Events } from './events.ts';
import type { SessionTold } from './sessions.ts';

/** Starts and ends of sessions in the audit. What a person asked for is there under their name besides. */
export function createSessionNotes(events: Pick<Events, 'note'>): SessionTold {
  const note = (
    action: 'session.start' | 'session.stop',
    { id, keyId, image, client }: SessionView,
    more = {},
  ) =>
    events.note({
      action,
      outcome: 'done',
      actor: keyId,
      requestId: '',
      detail: { session: id, image, client, ...more },
    });
  return {
    started: (session) => note('session.start', session),
    ended: (session, reason) => note('session.stop', session, { reason }),
  };
}

/** What came of closing, at its upstream, a session or what was `opened` in it. */
export function noteRelease(
  events: Pick<Events, 'note'>,
  { id, keyId }: Pick<SessionView, 'id' | 'keyId'>,
  outcome: 'closed' | 'given_up',
  more: { readonly opened?: string } = {},
): void {
  const detail = { session: id, outcome, ...more };
  events.note({ action: 'session.release', outcome: 'done', actor: keyId, requestId: '', detail });
}
