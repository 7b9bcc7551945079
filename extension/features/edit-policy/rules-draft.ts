import type { Rules } from '../../../shared/policy/rules.ts';
import { conditionDraftOf, conditionIn, type ConditionDraft } from './condition-draft.ts';

export interface RuleDraft {
  readonly pattern: string;
  readonly effect: 'allow' | 'deny';
  readonly when: readonly ConditionDraft[];
}

/** Rules as they stand in a form, in the order in which they are tried. */
export interface RulesDraft {
  readonly rules: readonly RuleDraft[];
  readonly otherwise: 'allow' | 'deny';
}

export function rulesDraftOf({ rules, otherwise }: Rules): RulesDraft {
  return {
    otherwise,
    rules: rules.map(({ pattern, effect, when = [] }) => ({
      pattern,
      effect,
      when: when.map(conditionDraftOf),
    })),
  };
}

/** The rules that a form says, not checked yet. */
export function rulesIn({ rules, otherwise }: RulesDraft, haveConditions: boolean) {
  return {
    otherwise,
    rules: rules.map(({ pattern, effect, when }) => ({
      pattern,
      effect,
      ...(haveConditions && { when: when.map(conditionIn) }),
    })),
  };
}
