import type { TargetedKeyboardEvent } from 'preact';

import { useTranslate } from '../../ui/messages.ts';
import { closeModal, showModal } from '../../ui/modal.ts';
import { shortcuts } from './shortcuts.ts';

export interface KeyboardHelpProps {
  readonly onClose: () => void;
}

/** Everything that the keyboard does here. It has the focus until it is closed. */
export function KeyboardHelp({ onClose }: KeyboardHelpProps) {
  const t = useTranslate();
  return (
    <dialog
      class="help"
      ref={showModal}
      aria-labelledby="help-title"
      onKeyDown={closeByKey}
      onClose={onClose}
    >
      <h2 id="help-title">{t('helpTitle')}</h2>
      <dl>
        {shortcuts.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={closeModal}>
        {t('helpClose')}
      </button>
    </dialog>
  );
}

function closeByKey(event: TargetedKeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape' && event.key !== '?') return;
  event.preventDefault(); // Else the browser closes the popup as well.
  closeModal(event);
}
