import { useTranslate, type MessageKey } from '../../ui/messages.ts';

const hints: readonly (readonly [string, MessageKey])[] = [
  ['↵', 'hintCopy'],
  ['↑↓', 'hintKey'],
  ['1–5', 'hintEnvironment'],
  ['/', 'hintSearch'],
];

/** What the keyboard does here most, and the way to the rest. */
export function PopupFoot({ onHelp }: { onHelp: () => void }) {
  const t = useTranslate();
  return (
    <footer class="foot">
      {hints.map(([keys, words]) => (
        <span key={keys}>
          <kbd>{keys}</kbd> {t(words)}
        </span>
      ))}
      <button type="button" class="quiet" onClick={onHelp}>
        <kbd>?</kbd> {t('hintHelp')}
      </button>
    </footer>
  );
}
