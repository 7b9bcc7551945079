import { useTranslate } from '../../ui/messages.ts';
import type { RuleKind } from './policy-draft.ts';
import { ruleKinds } from './policy-draft.ts';
import { Effect, RuleField } from './rule-field.tsx';
import type { RuleDraft, RulesDraft } from './rules-draft.ts';

export interface RulesFieldProps {
  readonly kind: RuleKind;
  readonly draft: RulesDraft;
  readonly onChange: (draft: RulesDraft) => void;
}

/** The rules about one kind of things, in the order in which they are tried, and what holds where none fits. */
export function RulesField({ kind, draft, onChange }: RulesFieldProps) {
  const t = useTranslate();
  const { rules } = draft;
  const put = (changed: readonly RuleDraft[]) => onChange({ ...draft, rules: changed });
  const raise = (at: number) => {
    const [above, rule] = [rules[at - 1], rules[at]];
    if (above !== undefined && rule !== undefined) put(rules.with(at - 1, rule).with(at, above));
  };
  return (
    <fieldset class="card rules-field">
      <legend>{t(`rules_${kind}`)}</legend>
      {rules.length > 0 && (
        <ol class="rule-list">
          {rules.map((rule, at) => (
            <RuleField
              key={at}
              rule={rule}
              at={at + 1}
              hasConditions={ruleKinds[kind]}
              onChange={(changed) => put(rules.with(at, changed))}
              onRaise={() => raise(at)}
              onRemove={() => put(rules.toSpliced(at, 1))}
            />
          ))}
        </ol>
      )}
      <div class="fields">
        <Effect
          label={t(rules.length === 0 ? 'rulesEverything' : 'rulesOtherwise')}
          value={draft.otherwise}
          onPick={(otherwise) => onChange({ ...draft, otherwise })}
        />
      </div>
      <div class="actions">
        <button type="button" onClick={() => put([...rules, { pattern: '', effect: 'allow', when: [] }])}>
          {t('addRule')}
        </button>
      </div>
    </fieldset>
  );
}
