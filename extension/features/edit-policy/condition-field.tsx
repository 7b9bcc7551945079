import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { conditionTests, type ConditionDraft } from './condition-draft.ts';

const examplePointer = '/path';

export interface ConditionFieldProps {
  readonly condition: ConditionDraft;
  /** Its place among the conditions of its rule, from 1. */
  readonly at: number;
  readonly onChange: (condition: ConditionDraft) => void;
  readonly onRemove: () => void;
}

/** What one argument has to be. */
export function ConditionField({ condition, at, onChange, onRemove }: ConditionFieldProps) {
  const t = useTranslate();
  return (
    <li class="fields">
      <TextField
        label={t('conditionPointer')}
        placeholder={examplePointer}
        value={condition.pointer}
        onInput={(pointer) => onChange({ ...condition, pointer })}
      />
      <Pick
        label={t('conditionTest')}
        options={conditionTests.map((test) => [test, t(`test_${test}`)])}
        value={condition.test}
        onPick={(test) => onChange({ ...condition, test })}
      />
      <TextField
        label={t('conditionValue')}
        value={condition.text}
        onInput={(text) => onChange({ ...condition, text })}
      />
      <button
        type="button"
        class="quiet danger"
        aria-label={t('removeCondition', String(at))}
        onClick={onRemove}
      >
        {t('remove')}
      </button>
    </li>
  );
}
