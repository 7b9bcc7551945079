import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ConditionField } from './condition-field.tsx';
import type { RuleDraft } from './rules-draft.ts';

export interface RuleFieldProps {
  readonly rule: RuleDraft;
  /** Its place, from 1. */
  readonly at: number;
  readonly hasConditions: boolean;
  readonly onChange: (rule: RuleDraft) => void;
  /** Puts it before the one above. */
  readonly onRaise: () => void;
  readonly onRemove: () => void;
}

/** One rule: what it is about, what it does, and under which conditions. */
export function RuleField({ rule, at, hasConditions, onChange, onRaise, onRemove }: RuleFieldProps) {
  const t = useTranslate();
  return (
    <li>
      <div class="fields">
        <Effect
          value={rule.effect}
          label={t('ruleEffect')}
          onPick={(effect) => onChange({ ...rule, effect })}
        />
        <TextField
          label={t('policyPattern')}
          value={rule.pattern}
          onInput={(pattern) => onChange({ ...rule, pattern })}
        />
        <div class="actions">
          <button
            type="button"
            class="quiet"
            disabled={at === 1}
            aria-label={t('raiseNumber', String(at))}
            onClick={onRaise}
          >
            ↑
          </button>
          <button
            type="button"
            class="quiet danger"
            aria-label={t('removeNumber', String(at))}
            onClick={onRemove}
          >
            {t('remove')}
          </button>
        </div>
      </div>
      {hasConditions && <Conditions rule={rule} onChange={onChange} />}
    </li>
  );
}

export interface EffectProps {
  readonly label: string;
  readonly value: 'allow' | 'deny';
  readonly onPick: (effect: 'allow' | 'deny') => void;
}

export function Effect({ label, value, onPick }: EffectProps) {
  const t = useTranslate();
  return (
    <Pick
      label={label}
      options={[
        ['allow', t('allow')],
        ['deny', t('deny')],
      ]}
      value={value}
      onPick={onPick}
    />
  );
}

function Conditions({ rule, onChange }: ConditionsProps) {
  const t = useTranslate();
  const { when } = rule;
  const put = (changed: RuleDraft['when']) => onChange({ ...rule, when: changed });
  return (
    <>
      {when.length > 0 && (
        <ol class="conditions">
          {when.map((condition, at) => (
            <ConditionField
              key={at}
              condition={condition}
              at={at + 1}
              onChange={(changed) => put(when.with(at, changed))}
              onRemove={() => put(when.toSpliced(at, 1))}
            />
          ))}
        </ol>
      )}
      <button
        type="button"
        class="quiet"
        onClick={() => put([...when, { pointer: '', test: 'equals', text: '' }])}
      >
        {t('addCondition')}
      </button>
    </>
  );
}

interface ConditionsProps {
  readonly rule: RuleDraft;
  readonly onChange: (rule: RuleDraft) => void;
}
