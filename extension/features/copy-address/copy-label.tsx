import { Icon } from '../../ui/icon.tsx';
import { useTranslate, type MessageKey } from '../../ui/messages.ts';
import type { Failure } from '../../api/failure.ts';
import type { CopyOutcome } from './copy-address-model.ts';

const words = { idle: 'copy', busy: 'copyBusy', copied: 'copied' } as const;
const names = { idle: 'copyKey', busy: 'copyingKey', copied: 'copiedKey' } as const;

/** What a copy button says: what it does, or what became of it. */
export function CopyLabel({ outcome }: { outcome: CopyOutcome }) {
  const t = useTranslate();
  const word: MessageKey = isFailure(outcome) ? 'copyAgain' : words[outcome];
  return (
    <span class="copy-label" data-outcome={outcome}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {t(word)}
    </span>
  );
}

/** The name of such a button: what it says, and of which key. */
export function copyNameOf(outcome: CopyOutcome): MessageKey {
  return isFailure(outcome) ? 'copyAgainKey' : names[outcome];
}

/** Why a copy failed; `null` where it did not. */
export function failureOfCopy(outcome: CopyOutcome): Failure | null {
  return isFailure(outcome) ? outcome : null;
}

function isFailure(outcome: CopyOutcome): outcome is Failure {
  return !Object.hasOwn(words, outcome);
}
