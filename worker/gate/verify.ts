import { allowsImage } from '../../shared/key/allows-image.ts';
import type { Ask } from '../../shared/policy/ask.ts';
import type { Reason } from '../../shared/policy/evaluate.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Door, Knock } from './door.ts';
import type { Judgement } from './judgement.ts';
import type { GateState } from './state.ts';

/** What a call would come to. */
export interface Verdict {
  /** Of the refusal; `null`: it would pass, as far as the key's limits of the moment let it. */
  readonly code: ErrorCode | null;
  /** What decided, where a policy did. */
  readonly reason: Reason | null;
  /** The version that decided, which a new session would get. */
  readonly policy: PolicyRef | null;
}

/** Says whether a call would pass, by the very door and policy that judge calls; charges, starts and notes nothing. */
export function createVerify(door: Door, judge: Judgement, policyOf: (ref: PolicyRef) => Policy | undefined) {
  return (state: GateState | null, ask: Knock & Ask): Verdict => {
    const key = door(state, ask);
    if (!key.ok) return { code: key.code, reason: null, policy: null };
    if (!allowsImage(key.value, ask.image)) return { code: 'image_not_allowed', reason: null, policy: null };
    const ref = key.value.policy;
    const policy = policyOf(ref);
    if (policy === undefined) return { code: 'gate_unavailable', reason: null, policy: ref };
    const decision = judge(policy, ask);
    if (decision.ok) return { code: null, reason: decision.value, policy: ref };
    const reason = (decision.detail ?? null) as Reason | null; // As `evaluate` promises, where a rule decided.
    return { code: decision.code, reason, policy: ref };
  };
}
