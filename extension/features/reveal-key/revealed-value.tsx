import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { shownFor, type RevealKeyModel } from './reveal-key-model.ts';

/** A key's value while it is on screen, or why it is not. */
export function RevealedValue({ model, keyId }: { model: RevealKeyModel; keyId: string }) {
  const t = useTranslate();
  const { value } = model.shown;
  if (value?.keyId !== keyId) return null;
  if (value.kind === 'failed') return <FailureText failure={value.failure} />;
  return (
    <p class="revealed" aria-busy={value.kind === 'busy'}>
      <code>{value.kind === 'shown' ? value.secret : t('revealing')}</code>
      <small>{t('revealNote', String(shownFor / 1000))}</small>
    </p>
  );
}
