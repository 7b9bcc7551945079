import { useTranslate, type MessageKey } from '../../ui/messages.ts';

const hints: readonly (readonly [string, MessageKey])[] = [
  ['↵', 'hintCopy'],
  ['↑↓', 'hintKey'],
  ['←→', 'hintEnvironment'],
  ['/', 'hintSearch'],
];

/** What the keyboard does here. */
export function PopupFoot() {
  const t = useTranslate();
  return (
    <footer class="foot">
      {hints.map(([keys, words]) => (
        <span key={keys}>
          <kbd>{keys}</kbd> {t(words)}
        </span>
      ))}
    </footer>
  );
}
