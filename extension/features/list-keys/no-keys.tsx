import { useTranslate } from '../../ui/messages.ts';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';

/** Stands where the list would be: still loading, nothing there yet, nothing found. */
export function NoKeys({ model }: { model: ManageKeysModel }) {
  const t = useTranslate();
  const { list, find, create } = model;
  const state = list.state.value;
  if (state === 'loading') {
    return (
      <div class="skeleton" role="img" aria-label={t('loading')}>
        <i />
        <i />
        <i />
      </div>
    );
  }
  if (state === 'empty') {
    return (
      <div class="nothing">
        <p>{t('emptyTitle')}</p>
        <small>{t('emptyNote')}</small>
        {!create.isOpen.value && (
          <button type="button" class="primary" onClick={create.open}>
            {t('createFirst')}
          </button>
        )}
      </div>
    );
  }
  if (list.rows.value.length === 0 || find.visible.value.length > 0) return null;
  return (
    <div class="nothing">
      <p>{t('noMatch', find.query.value)}</p>
      <button type="button" onClick={() => find.search('')}>
        {t('clearSearch')}
      </button>
    </div>
  );
}
