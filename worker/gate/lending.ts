import { hangsOnArguments } from '../../shared/policy/evaluate.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { SessionView } from '../../shared/session/session.ts';
import type { Call } from './admission.ts';
import type { Endings } from './endings.ts';
import type { createLeases } from './leases.ts';
import { isLimited } from './limits/limits.ts';
import type { KeyRecord } from './state.ts';

/** Whether a call that was let through may be let through again unasked. */
export interface Lent {
  /** For how long, counted from before this was asked; 0: not at all. */
  readonly leaseMs: number;
  /** Whether with other arguments it would be another call. */
  readonly hangsOnArguments: boolean;
}

export const unleased: Lent = { leaseMs: 0, hangsOnArguments: false };

export interface LendingDeps {
  readonly leases: Pick<ReturnType<typeof createLeases>, 'give'>;
  readonly endings: Pick<Endings, 'endsAt'>;
}

/**
 * Lends the answer to a call. Tickets can expire by themselves, a handshake starts something new each time, and what is
 * limited is counted: those are always asked.
 */
export function createLending({ leases, endings }: LendingDeps) {
  return (key: KeyRecord, policy: Policy, call: Call, session: SessionView | undefined): Lent => {
    const isAsked = call.ticket !== null || call.intent === 'open' || isLimited(policy);
    if (session === undefined || isAsked) return unleased;
    const given = leases.give(Math.min(endings.endsAt(session), key.previous?.validUntil ?? Infinity));
    if (given === 0) return unleased;
    const hangs = call.wants.some(({ kind, name }) => hangsOnArguments(policy, kind, name));
    return { leaseMs: given, hangsOnArguments: hangs };
  };
}
