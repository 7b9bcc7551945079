import type { Result } from '../../shared/result.ts';
import type { Call, Pass } from '../gate/admission.ts';

/** More questions than this are not remembered; those beyond are asked. */
const most = 1_000;
const longest = 4_096;

interface Lease {
  readonly pass: Pass;
  /** The arguments that it is for, where the answer hangs on them. */
  readonly args: string | null;
  /** Unix milliseconds. */
  readonly until: number;
  used: LeasedUse;
}

/** What a lease let through. */
export interface LeasedUse {
  readonly calls: number;
  readonly bytesIn: number;
}

/**
 * What the gates of hot keys allow this isolate to answer by itself, for a moment.
 *
 * Only a yes is kept, and only for the same question: same credential, session, tool and address of the client, and the
 * same arguments where a rule is about them. A lease counts from before the gate was asked, so it ends before the gate
 * thinks it does.
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
      if (lease.args !== null && lease.args !== argumentsOf(call)) return undefined;
      const { calls, bytesIn } = lease.used;
      lease.used = { calls: calls + 1, bytesIn: bytesIn + call.bytesIn };
      return lease.pass;
    },

    /**
     * Keeps what a gate answered when it was asked at `askedAt`, if it may be kept. Gives what to call when it is over,
     * which tells what it let through; `null` where nothing was kept.
     */
    keep(keyId: string, call: Call, verdict: Result<Pass>, askedAt: number): (() => LeasedUse) | null {
      if (!verdict.ok || verdict.value.leaseMs === 0 || leases.size >= most) return null;
      const question = nameOf(keyId, call);
      const { leaseMs, hangsOnArguments } = verdict.value;
      const args = hangsOnArguments ? argumentsOf(call) : null;
      if (question.length + (args?.length ?? 0) > longest) return null;
      const used = { calls: 0, bytesIn: 0 };
      const lease: Lease = { pass: verdict.value, args, until: askedAt + leaseMs, used };
      leases.set(question, lease);
      return () => {
        if (leases.get(question) === lease) leases.delete(question);
        return lease.used;
      };
    },
  };
}

/** Without what differs from call to call: its size, and its slot, of which a lent answer takes none. */
function nameOf(keyId: string, { digest, wants, bytesIn: _size, slot: _slot, ...rest }: Call): string {
  const named = wants.map(({ kind, name, arguments: args }) => [kind, name, args === null]);
  return JSON.stringify([keyId, digest.toHex(), named, rest]);
}

function argumentsOf({ wants }: Call): string {
  return JSON.stringify(wants.map(({ arguments: args }) => args));
}
