import { ok, refuse, type Result } from '../../shared/result.ts';
import type { SessionView } from '../../shared/session/session.ts';
import type { By } from '../audit/entry.ts';
import { within } from '../patience.ts';
import { recordSessions } from '../sessions/session-record.ts';
import type { createEndings } from './endings.ts';
import type { Events } from './events.ts';
import type { Sessions } from './sessions.ts';
import type { Watchers } from './watchers.ts';

const patienceMs = 5_000;

/** Told to the record in one write. */
const perWrite = 100;

export interface SessionDeskDeps {
  readonly sessions: Sessions;
  readonly endings: ReturnType<typeof createEndings>;
  readonly watchers: Watchers;
  readonly events: Pick<Events, 'note'>;
  readonly db: D1Database;
  readonly projectId: () => string | undefined;
  readonly now: () => number;
}

/** What people see of a key's sessions, and what they do to them. Refusal: `session_unknown`. */
export function createSessionDesk(deps: SessionDeskDeps) {
  const { sessions, endings, watchers, events, db, projectId, now } = deps;
  const live = (session: SessionView): SessionView => ({ ...session, streams: watchers.count(session.id) });

  function ended(action: 'session.end' | 'session.end_all', { actor, requestId }: By, detail: object): void {
    events.note({ action, outcome: 'done', actor, requestId, detail: { ...detail } });
  }

  function openOne(id: string): Result<SessionView> {
    const session = sessions.get(id);
    if (session !== undefined && endings.isLive(session)) return ok(session);
    return refuse(sessions.find(id) === undefined ? 'session_unknown' : 'session_over');
  }

  return {
    /** Open ones as they are now, then up to `limit` ended ones, each newest first. */
    list: (limit: number): SessionView[] => sessions.list(limit).map(live),

    read(id: string): Result<SessionView> {
      const session = sessions.find(id);
      return session === undefined ? refuse('session_unknown') : ok(live(session));
    },

    /** A person is there. Refusals: `session_unknown`, `session_over`. */
    touch(id: string): Result<SessionView> {
      const session = openOne(id);
      if (!session.ok) return session;
      sessions.use(id, { userActiveAt: now() });
      return this.read(id);
    },

    /** Ends one, and says so in the audit. Ending it again changes nothing. */
    end(id: string, by: By): Result<SessionView> {
      const session = openOne(id);
      if (session.ok) {
        endings.end(session.value, now(), 'operator');
        ended('session.end', by, { session: id });
      }
      return this.read(id);
    },

    /** Ends all open ones; gives how many. */
    endAll(by: By): number {
      const count = sessions.count();
      endings.endOpen('operator');
      if (count > 0) ended('session.end_all', by, { sessions: count });
      return count;
    },

    /** Tells the record which sessions started and ended. `true`: it knows them all. Rejects where it cannot be reached. */
    async publish(): Promise<boolean> {
      const project = projectId();
      const some = sessions.unsent(perWrite);
      if (project === undefined || some.length === 0) return true;
      const views = some.map(({ session }) => sessions.find(session.id) ?? session);
      await within(patienceMs, recordSessions(db, project, views));
      sessions.sent(some);
      return some.length < perWrite;
    },
  };
}
