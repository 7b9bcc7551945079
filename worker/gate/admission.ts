import { allowsImage } from '../../shared/key/allows-image.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import type { Ask } from '../../shared/policy/ask.ts';
import { disguised } from '../../shared/policy/evaluate.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts';
import type { Era, SessionView } from '../../shared/session/session.ts';
import type { Door, Knock } from './door.ts';
import { isDraining } from './drain.ts';
import type { Endings } from './endings.ts';
import { createLending, unleased, type LendingDeps, type Lent } from './lending.ts';
import { overLimit, type Charge, type createLimits } from './limits/limits.ts';
import type { Judgement } from './judgement.ts';
import type { Sessions } from './sessions.ts';
import type { GateState, KeyRecord } from './state.ts';

/** More sessions than this are no use of a key, and each takes memory of its gate. */
const mostOpen = 1_000;

/** Nobody knows when a session will end: how soon it is worth trying again. */
const sessionWaitMs = 60_000;

/**
 * How a call relates to sessions: `open` starts one (`initialize`), `continue` goes on with the one it names
 * (legacy), `group` joins the client's open one or starts it (stateless), `discover` needs none.
 */
export type Intent = 'open' | 'continue' | 'group' | 'discover';

/** One call, as the gate judges it. */
export interface Call extends Ask, Knock {
  /** Where the client is, as ISO 3166-1 has it; `null`: not known. */
  readonly country: string | null;
  readonly client: string;
  readonly era: Era;
  readonly intent: Intent;
  /** Only where the intent is `continue`. */
  readonly session: string | null;
  /** Whether it counts against the key's limits. */
  readonly isCharged: boolean;
  /** Of its body. */
  readonly bytesIn: number;
  /** The slot that it takes, by `slotOf`; left out: one of its own. */
  readonly slot?: string;
}

/** A call that may go on. */
export interface Pass extends Charge, Lent {
  /** The session it belongs to; `null` for `discover`. */
  readonly session: string | null;
  /** The version that it was judged by, which lists in its answer are filtered by. */
  readonly policy: PolicyRef;
  /** The key's: an image of another project is none of its. */
  readonly projectId: string;
  /** How long it may take at most, in seconds, by its policy; `null`: as long as any call. */
  readonly callSeconds: number | null;
}

const free: Charge = { slot: null, standing: null };

export interface AdmissionDeps extends LendingDeps {
  readonly door: Door;
  readonly sessions: Sessions;
  readonly limits: ReturnType<typeof createLimits>;
  readonly judge: Judgement;
  readonly policyOf: (ref: PolicyRef) => Policy | undefined;
  readonly endings: Pick<Endings, 'isLive' | 'endsAt'>;
  readonly now: () => number;
}

/**
 * Whether a call may pass, which session it belongs to, which policy it is under, and what it is charged.
 *
 * Answers at once and from memory, so nothing can change between looking and answering. Refusals: those of
 * `createDoor`, `session_not_found`, those of `createJudgement`, `gate_unavailable` where the policy is not
 * known, then those of the key's limits: what is refused is charged nothing.
 */
export function createAdmission(deps: AdmissionDeps) {
  const { door, sessions, limits, judge, policyOf, endings, now } = deps;
  const lend = createLending(deps);

  function live(session: SessionView | undefined): SessionView | undefined {
    return session !== undefined && endings.isLive(session) ? session : undefined;
  }

  function named(call: Call): SessionView | undefined {
    if (call.intent === 'group') return live(sessions.ofGroup(call.image, call.client));
    if (call.intent !== 'continue') return undefined;
    const session = live(sessions.get(call.session ?? ''));
    return session?.image === call.image ? session : undefined;
  }

  function start(key: KeyRecord, { image, client, era }: Call): SessionView {
    return sessions.start({ keyId: key.id, image, client, era, policy: key.policy }, now());
  }

  function overLimits(policy: Policy, call: Call, session: SessionView | undefined): Refusal | null {
    const quota = Math.min(policy.maxSessions ?? mostOpen, mostOpen);
    if (session === undefined && sessions.count() >= quota)
      return overLimit('concurrency_exceeded', 'maxSessions', quota, sessionWaitMs);
    return call.isCharged ? limits.objection(policy) : null;
  }

  /** The rest, once it is clear whose call it is and where it belongs. */
  function admit(key: KeyRecord, call: Call, session: SessionView | undefined): Result<Pass> {
    const ref = session?.policy ?? key.policy;
    const policy = policyOf(ref);
    if (policy === undefined) return refuse('gate_unavailable');
    const decision = judge(policy, call);
    if (!decision.ok) return disguised(policy, decision);
    const about = { policy: ref, projectId: key.projectId, callSeconds: policy.callSeconds };
    if (call.intent === 'discover') return ok({ session: null, ...about, ...free, ...unleased });
    const refused = overLimits(policy, call, session);
    if (refused !== null) return refused;
    const { id } = session ?? start(key, call);
    sessions.use(id, { activeAt: now(), calls: 1, bytesIn: call.bytesIn, client: call.client });
    const charge = call.isCharged ? limits.charge(policy, call.slot) : free;
    return ok({ session: id, ...about, ...charge, ...lend(key, policy, call, sessions.get(id)) });
  }

  return (state: GateState | null, call: Call): Result<Pass> => {
    const session = named(call);
    const key = door(state, call, isDraining(state, session?.id, now()));
    if (!key.ok) return key;
    if (!allowsImage(key.value, call.image)) return refuse('image_not_allowed');
    const isLost = call.intent === 'continue' && session === undefined;
    return isLost ? refuse('session_not_found') : admit(key.value, call, session);
  };
}
