import { useSignal } from '@preact/signals';

import { useTranslate } from './messages.ts';
import { takeFocus } from './take-focus.ts';

export interface ConfirmButtonProps {
  /** What it does, in a word: `Revoke`. */
  readonly word: string;
  /** What it does, and to what: `Revoke ChatGPT`. */
  readonly label: string;
  readonly disabled?: boolean;
  readonly onYes: () => void;
}

/** A button for what cannot be undone: it asks once more, in its own place. */
export function ConfirmButton({ word, label, disabled = false, onYes }: ConfirmButtonProps) {
  const t = useTranslate();
  const isAsking = useSignal(false);
  const wasAsked = useSignal(false);
  if (!isAsking.value) {
    return (
      <button
        type="button"
        class="quiet danger"
        aria-label={label}
        disabled={disabled}
        ref={wasAsked.value ? takeFocus : null}
        onClick={() => void ([isAsking.value, wasAsked.value] = [true, true])}
      >
        {word}
      </button>
    );
  }
  const answer = (isYes: boolean) => {
    isAsking.value = false;
    if (isYes) onYes();
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') answer(false);
  };
  return (
    <span class="actions" role="group" aria-label={label} onKeyDown={onKeyDown}>
      <button type="button" ref={takeFocus} onClick={() => answer(false)}>
        {t('cancel')}
      </button>
      <button type="button" class="danger" onClick={() => answer(true)}>
        {t('yesDo', label)}
      </button>
    </span>
  );
}
