import { useLayoutEffect, useRef } from 'preact/hooks';

import { holdFocus } from './hold-focus.ts';
import { useTranslate, type MessageKey } from './messages.ts';

export interface FormButtonsProps {
  /** What sending the form does. */
  readonly submit: MessageKey;
  /** It ends something that clients use now. */
  readonly isDangerous?: boolean;
  /** While this is so, it cannot be sent. */
  readonly isBlocked: boolean;
  readonly onCancel: () => void;
}

/** The two ways out of a form that opens on a page: it takes the focus, and gives it back. */
export function FormButtons({ submit, isDangerous = false, isBlocked, onCancel }: FormButtonsProps) {
  const t = useTranslate();
  const buttons = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const form = buttons.current?.closest('form');
    return form ? holdFocus(form) : undefined;
  }, []);
  return (
    <div class="actions" ref={buttons}>
      <button type="button" onClick={onCancel}>
        {t('cancel')}
      </button>
      <button type="submit" class={isDangerous ? 'danger' : 'primary'} disabled={isBlocked}>
        {t(submit)}
      </button>
    </div>
  );
}
