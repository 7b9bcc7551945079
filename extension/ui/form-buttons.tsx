import { useTranslate, type MessageKey } from './messages.ts';

export interface FormButtonsProps {
  /** What sending the form does. */
  readonly submit: MessageKey;
  /** While this is so, it cannot be sent. */
  readonly isBlocked: boolean;
  readonly onCancel: () => void;
}

/** The two ways out of a form. */
export function FormButtons({ submit, isBlocked, onCancel }: FormButtonsProps) {
  const t = useTranslate();
  return (
    <div class="actions">
      <button type="button" onClick={onCancel}>
        {t('cancel')}
      </button>
      <button type="submit" class="primary" disabled={isBlocked}>
        {t(submit)}
      </button>
    </div>
  );
}
