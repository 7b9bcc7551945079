import type { KeyView } from '../../../shared/key/key.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate, type Translate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import type { Asking, ChangeKeyModel } from './change-key-model.ts';

export interface ConfirmChangeProps {
  readonly row: KeyView;
  readonly model: ChangeKeyModel;
  /** The question is answered, either way. */
  readonly onAnswered: () => void;
}

/** Asks before a change that hurts somebody. The safe answer has the focus. */
export function ConfirmChange({ row, model, onAnswered }: ConfirmChangeProps) {
  const t = useTranslate();
  const asking = model.asking.value;
  if (asking?.keyId !== row.id) return null;
  const isBusy = model.busy.value === row.id;
  const cancel = () => {
    model.cancel();
    onAnswered();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel();
  };
  return (
    <div
      class="confirm"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-cost"
      onKeyDown={onKeyDown}
    >
      <p id="confirm-title">
        <strong>{t(asking.change === 'disable' ? 'confirmDisable' : 'confirmDelete', row.name)}</strong>
      </p>
      <p id="confirm-cost" aria-live="polite">
        {costOf(asking, t)}
      </p>
      {Number(asking.openSessions) > 0 && <Drain model={model} />}
      <div class="actions">
        <button type="button" ref={takeFocus} disabled={isBusy} onClick={cancel}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="danger"
          disabled={isBusy}
          onClick={() => void model.confirm(row).then(onAnswered)}
        >
          {t(isBusy ? 'changeBusy' : asking.change === 'disable' ? 'confirmDisableYes' : 'confirmDeleteYes')}
        </button>
      </div>
    </div>
  );
}

function Drain({ model }: Pick<ConfirmChangeProps, 'model'>) {
  const t = useTranslate();
  return (
    <CheckField
      label={t('confirmDrain')}
      checked={model.drains.value}
      onChange={(drains) => void (model.drains.value = drains)}
    />
  );
}

function costOf({ change, openSessions }: Asking, t: Translate): string {
  if (change === 'delete') return t('confirmDeleteCost');
  if (openSessions === 'counting') return t('sessionsCounting');
  if (openSessions === null) return t('sessionsUnknown');
  if (openSessions === 0) return t('sessionsNone');
  return openSessions === 1 ? t('sessionsOne') : t('sessionsMany', String(openSessions));
}
