import type { Ask } from '../../shared/policy/ask.ts';
import { evaluate, type Reason } from '../../shared/policy/evaluate.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { Pins } from './pins.ts';

/**
 * Whether a policy lets a call through, by its rules and by what its tools were when they were first seen: the one place
 * for calls and for questions about them. Refusals: those of `evaluate`, `tool_changed`.
 */
export function createJudgement(pins: Pick<Pins, 'isChanged'>) {
  return (policy: Policy, ask: Ask): Result<Reason> => {
    const decision = evaluate(policy, ask);
    if (!decision.ok || policy.toolChanges === 'allow') return decision;
    const place = { image: ask.image, policy: { id: policy.id, version: policy.version } };
    const isChanged = ask.wants.some(({ kind, name }) => kind === 'tool' && pins.isChanged(place, name));
    return isChanged ? refuse('tool_changed') : decision;
  };
}
export type Judgement = ReturnType<typeof createJudgement>;
