import { useTranslate } from '../../ui/messages.ts';
import type { ConfirmPersonModel } from './confirm-person-model.ts';

/** Says that something waits for the person to sign in again, and where. */
export function ConfirmPerson({ model }: { model: ConfirmPersonModel }) {
  const t = useTranslate();
  if (model.page.value === null) return <div role="status" />;
  return (
    <div role="status" class="notice confirm-person">
      <p>{t('confirmPersonNote')}</p>
      <div class="actions">
        <button type="button" onClick={model.open}>
          {t('confirmPersonOpen')}
        </button>
        <button type="button" onClick={model.cancel}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}
