import { Ago } from '../../ui/ago.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { ListKeysModel } from './list-keys-model.ts';

/** Says that the list could not be read, how old the one on screen is, and offers to try again. */
export function ListNotice({ model, now }: { model: ListKeysModel; now: number }) {
  const t = useTranslate();
  const failure = model.failure.value;
  if (failure === null) return null;
  const readAt = model.readAt.value;
  return (
    <div class="notice" role="alert">
      <FailureText failure={failure} />
      {readAt !== null && (
        <small>
          {t('listFromBefore')} <Ago at={readAt} now={now} />
        </small>
      )}
      <button type="button" disabled={model.isReading} onClick={() => void model.refresh()}>
        {t(model.isReading.value ? 'trying' : 'tryAgain')}
      </button>
    </div>
  );
}
