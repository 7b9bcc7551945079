import { evaluate } from '../../shared/policy/evaluate.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts';
import type { Era, SessionView } from '../../shared/session/session.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { isSameDigest } from '../secrets/verifier.ts';
import type { Sessions } from './sessions.ts';
import { isExpired, statusInForce, type GateState, type KeyRecord } from './state.ts';

/** More sessions than this are no use of a key, and each takes memory of its gate. */
const mostOpen = 1_000;

/**
 * How a call relates to sessions: `open` starts one (`initialize`), `continue` goes on with the one it names
 * (legacy), `group` joins the client's open one or starts it (stateless), `discover` needs none.
 */
export type Intent = 'open' | 'continue' | 'group' | 'discover';

/** One call, as the gate judges it. */
export interface Call {
  /** Of the credential that was sent. */
  readonly digest: Uint8Array;
  /** Which ticket it is; `null`: the key's own secret. */
  readonly ticket: string | null;
  readonly image: string;
  readonly client: string;
  readonly era: Era;
  readonly intent: Intent;
  /** Only where the intent is `continue`. */
  readonly session: string | null;
}

export interface AdmissionDeps {
  readonly sessions: Sessions;
  readonly policyOf: (ref: PolicyRef) => Policy | undefined;
  /** Whether a session goes on; ends it, streams and all, where its time is over. */
  readonly isLive: (session: SessionView) => boolean;
  readonly now: () => number;
}

/** The key, if this credential opens it at `now`. Refusals: `gate_unavailable`, `invalid_key`, `key_disabled`, `key_expired`. */
export function checkDoor(
  state: GateState | null,
  { digest, ticket }: Pick<Call, 'digest' | 'ticket'>,
  now: number,
): Result<KeyRecord> {
  if (state === null) return refuse('gate_unavailable');
  const status = statusInForce(state);
  const verifier = ticket === null && state.record?.verifier; // Tickets are not known here yet, and unknown means no.
  // Wrong, unknown and deleted look the same: nobody can find out which keys there are.
  if (!state.record || !verifier || status === 'deleted' || !isSameDigest(verifier, digest))
    return refuse('invalid_key');
  if (status !== 'active') return refuse('key_disabled');
  return isExpired(state.record, now) ? refuse('key_expired') : ok(state.record);
}

/**
 * Whether a call may pass, and the session it belongs to (`null` for `discover`).
 *
 * Answers at once and from memory, so nothing can change between looking and answering. Refusals: those of
 * `checkDoor`, `session_not_found`, `concurrency_exceeded`, those of `evaluate`, and `gate_unavailable` where the
 * policy is not known.
 */
export function createAdmission({ sessions, policyOf, isLive, now }: AdmissionDeps) {
  function live(session: SessionView | undefined): SessionView | undefined {
    return session !== undefined && isLive(session) ? session : undefined;
  }

  function named(call: Call): SessionView | undefined {
    if (call.intent === 'group') return live(sessions.ofGroup(call.image, call.client));
    if (call.intent !== 'continue') return undefined;
    const session = live(sessions.get(call.session ?? ''));
    return session?.image === call.image ? session : undefined;
  }

  function start(key: KeyRecord, call: Call): Result<string> | Refusal {
    if (sessions.all().length >= mostOpen) return refuse('concurrency_exceeded');
    const { image, client, era } = call;
    return ok(sessions.start({ keyId: key.id, image, client, era, policy: key.policy }, now()).id);
  }

  return (state: GateState | null, call: Call): Result<string | null> => {
    const door = checkDoor(state, call, now());
    if (!door.ok) return door;
    const session = named(call);
    if (call.intent === 'continue' && session === undefined) return refuse('session_not_found');
    const policy = policyOf(session?.policy ?? door.value.policy);
    if (policy === undefined) return refuse('gate_unavailable');
    const decision = evaluate(policy, call);
    if (!decision.ok) return decision;
    if (call.intent === 'discover') return ok(null);
    if (session === undefined) return start(door.value, call);
    sessions.touch(session.id, now());
    return ok(session.id);
  };
}
