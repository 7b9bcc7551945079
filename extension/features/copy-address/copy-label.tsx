import { Icon } from '../../ui/icon.tsx';
import { useTranslate, type MessageKey } from '../../ui/messages.ts';
import type { CopyOutcome } from './copy-address-model.ts';

const words = { idle: 'copy', busy: 'copyBusy', copied: 'copied' } as const;

/** What a copy button says: what it does, or what became of it. */
export function CopyLabel({ outcome }: { outcome: CopyOutcome }) {
  const t = useTranslate();
  const word: MessageKey =
    outcome === 'idle' || outcome === 'busy' || outcome === 'copied' ? words[outcome] : 'copyAgain';
  return (
    <span class="copy-label" data-outcome={outcome}>
      <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      {t(word)}
    </span>
  );
}

/** Why a copy failed; `null` where it did not. */
export function failureOfCopy(outcome: CopyOutcome) {
  return outcome === 'idle' || outcome === 'busy' || outcome === 'copied' ? null : outcome;
}
