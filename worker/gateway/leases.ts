import type { Result } from '../../shared/result.ts';
import type { Call, Pass } from '../gate/admission.ts';

/** More questions than this are not remembered; those beyond are asked. */
const most = 1_000;
const longest = 4_096;

interface Lease {
  readonly pass: Pass;
  /** Unix milliseconds. */
  readonly until: number;
  /** How often it answered. */
  uses: number;
}

/**
 * What the gates of hot keys allow this isolate to answer by itself, for a moment.
 *
 * Only a yes is kept, and only for the very same question: same credential, session, tool, arguments and address of
 * the client. A lease counts from before the gate was asked, so it ends before the gate thinks it does.
 */
export function createIsolateLeases(now: () => number) {
  const leases = new Map<string, Lease>();

  return {
    /** The leased answer; `undefined`: ask. */
    answer(keyId: string, call: Call): Pass | undefined {
      if (leases.size === 0) return undefined; // No hot key here: nothing is even looked up.
      const question = nameOf(keyId, call);
      const lease = leases.get(question);
      if (lease === undefined) return undefined;
      if (lease.until <= now()) return void leases.delete(question);
      lease.uses += 1;
      return lease.pass;
    },

    /**
     * Keeps what a gate answered when it was asked at `askedAt`, if it may be kept. Gives what to call when it is over,
     * which tells how often it answered; `null` where nothing was kept.
     */
    keep(keyId: string, call: Call, verdict: Result<Pass>, askedAt: number): (() => number) | null {
      if (!verdict.ok || verdict.value.leaseMs === 0 || leases.size >= most) return null;
      const question = nameOf(keyId, call);
      if (question.length > longest) return null;
      const lease = { pass: verdict.value, until: askedAt + verdict.value.leaseMs, uses: 0 };
      leases.set(question, lease);
      return () => {
        if (leases.get(question) === lease) leases.delete(question);
        return lease.uses;
      };
    },
  };
}

function nameOf(keyId: string, { digest, ...call }: Call): string {
  return JSON.stringify([keyId, [...digest], call]);
}
