import { CheckField } from '../../ui/check-field.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate, type MessageKey } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { overlaps, type RotateKeyModel } from './rotate-key-model.ts';

const words: readonly MessageKey[] = ['overlapNone', 'overlapHour', 'overlapDay', 'overlapWeek'];

export interface RotateKeyProps {
  readonly model: RotateKeyModel;
  readonly isBusy: boolean;
  readonly writeClipboard: (text: string) => Promise<void>;
}

/** For how long both values open, then the new value. */
export function RotateKey({ model, isBusy, writeClipboard }: RotateKeyProps) {
  const t = useTranslate();
  if (!model.isOpen.value) return null;
  if (model.secret.value !== null) return <NewValue model={model} writeClipboard={writeClipboard} />;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.confirm();
  };
  return (
    <form class="confirm" aria-label={t('rotate')} onSubmit={submit}>
      <p>{t('rotateNote')}</p>
      <Pick
        label={t('overlap')}
        options={overlaps.map((seconds, at): [number, string] => [seconds, t(words[at] ?? 'overlapNone')])}
        value={model.overlap.value}
        onPick={(seconds) => void (model.overlap.value = seconds)}
      />
      <CheckField
        label={t('rotateTickets')}
        checked={model.endsTickets.value}
        onChange={(ends) => void (model.endsTickets.value = ends)}
      />
      <FormButtons submit="rotate" isDangerous isBlocked={isBusy} onCancel={model.close} />
    </form>
  );
}

function NewValue({ model, writeClipboard }: Omit<RotateKeyProps, 'isBusy'>) {
  const t = useTranslate();
  const secret = model.secret.value ?? '';
  return (
    <div class="confirm" role="group" aria-label={t('newValue')}>
      <p>{t('newValueNote')}</p>
      <p class="revealed">
        <code>{secret}</code>
      </p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          ref={takeFocus}
          onClick={() => void writeClipboard(secret).then(model.close)}
        >
          {t('copyAndClose')}
        </button>
        <button type="button" onClick={model.close}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
