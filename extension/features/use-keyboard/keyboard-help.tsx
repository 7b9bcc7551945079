import { useTranslate } from '../../ui/messages.ts';
import { shortcuts } from './shortcuts.ts';

export interface KeyboardHelpProps {
  readonly onClose: () => void;
}

/** Everything that the keyboard does here. It has the focus until it is closed. */
export function KeyboardHelp({ onClose }: KeyboardHelpProps) {
  const t = useTranslate();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== '?') return;
    event.preventDefault(); // Else the browser closes the popup as well.
    onClose();
  };
  return (
    <dialog class="help" ref={showModal} aria-labelledby="help-title" onKeyDown={onKeyDown} onClose={onClose}>
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
      <button type="button" onClick={onClose}>
        {t('helpClose')}
      </button>
    </dialog>
  );
}

/** Kept outside of the view, for an inline `ref` runs at each paint. */
function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.open === false) dialog.showModal();
}
