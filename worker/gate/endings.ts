import type { PolicyRef } from '../../shared/key/key.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { leaseEnd } from '../../shared/session/lease.ts';
import type { EndReason, SessionView } from '../../shared/session/session.ts';
import type { Sessions } from './sessions.ts';
import type { Objection, Watchers } from './watchers.ts';

export interface EndingsDeps {
  readonly sessions: Sessions;
  readonly watchers: Watchers;
  readonly policyOf: (ref: PolicyRef) => Policy | undefined;
  /** When the key itself expires, Unix milliseconds; `null`: never. */
  readonly expiresAt: () => number | null;
  readonly now: () => number;
}

/** What the streams of a session that ended are told. */
export function objectionTo(reason: EndReason): Objection {
  if (reason === 'expired') return { code: 'key_expired' };
  return { code: 'session_ended', detail: { reason } };
}

export type Endings = ReturnType<typeof createEndings>;

/** How sessions end: each together with its streams. */
export function createEndings({ sessions, watchers, policyOf, expiresAt, now }: EndingsDeps) {
  /** By its policy or by its key's expiry, whichever comes first; `undefined` where its policy is not known. */
  function endOf(session: SessionView): { at: number; reason: EndReason } | undefined {
    const policy = policyOf(session.policy);
    if (policy === undefined) return undefined;
    const lease = leaseNow(session, policy);
    const expiry = expiresAt() ?? Infinity;
    return expiry < lease.at ? { at: expiry, reason: 'expired' } : lease;
  }

  /** A running call is use, however long it takes; it is only looked for where it makes a difference. */
  function leaseNow(session: SessionView, policy: Policy) {
    const lease = leaseEnd(session, policy);
    const isBusy = lease.reason === 'idle' && lease.at <= now() && watchers.hasCalls(session.id);
    return isBusy ? leaseEnd({ ...session, activeAt: now() }, policy) : lease;
  }

  function end({ id }: SessionView, at: number, reason: EndReason): void {
    sessions.end(id, at, reason);
    watchers.cut(objectionTo(reason), id);
  }

  return {
    end,

    /** When a session ends by itself, Unix milliseconds; 0 where that is not known. */
    endsAt: (session: SessionView): number => endOf(session)?.at ?? 0,

    /** Whether its time is not over yet; ends it where it is. Unknown, as its policy may be, means no. */
    isLive(session: SessionView): boolean {
      const over = endOf(session);
      if (over === undefined) return false;
      if (over.at > now()) return true;
      end(session, over.at, over.reason);
      return false;
    },

    /** Ends the open ones; the key itself stays open, and the next session starts under what holds by then. */
    endOpen(reason: EndReason): void {
      for (const session of sessions.all()) end(session, now(), reason);
    },

    /** Ends all of them: the key itself is closed. */
    shut(reason: 'cut' | 'deleted' | 'exposed'): void {
      for (const { id } of sessions.all()) sessions.end(id, now(), reason);
      watchers.cut({ code: 'key_disabled' });
    },

    /** A ticket opens nothing any more: ends the streams that it opened, and `held`, the sessions that nothing else used. */
    shutTicket(ticket: string, held: readonly string[], reason: 'ticket_revoked' | 'expired'): void {
      for (const id of held) sessions.end(id, now(), reason);
      watchers.cut({ code: 'key_disabled' }, ticket);
    },

    /** Ends those whose time is over; when the next one's is, Unix milliseconds, `Infinity` for none. */
    sweep(): number {
      for (const session of sessions.all()) {
        const over = endOf(session);
        if (over !== undefined && over.at <= now()) end(session, over.at, over.reason);
      }
      return Math.min(...sessions.all().map((session) => endOf(session)?.at ?? Infinity));
    },
  };
}
