import type { KeyView } from '../../../shared/key/key.ts';
import { applyCommand } from '../../../shared/key/lifecycle.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { copyButtonId, focusWhenPainted } from '../list-keys/key-focus.ts';
import type { ChangeKeyModel } from './change-key-model.ts';

export interface ChangeActionsProps {
  readonly row: KeyView;
  readonly model: ChangeKeyModel;
}

/** Enable or disable, and delete: each as far as the key's life allows it now. */
export function ChangeActions({ row, model }: ChangeActionsProps) {
  const t = useTranslate();
  const isBusy = model.busy.value === row.id;
  const mayDelete = applyCommand(row.status, 'delete').ok;
  return (
    <>
      <Allowed to="enableKey">
        {row.status === 'active' ? (
          <button
            type="button"
            class="quiet"
            aria-label={t('disableKey', row.name)}
            disabled={isBusy}
            onClick={() => void model.ask('disable', row)}
          >
            {t('disable')}
          </button>
        ) : (
          <EnableKey row={row} model={model} />
        )}
      </Allowed>
      <Allowed to="deleteKey">
        <button
          type="button"
          class="quiet danger"
          aria-label={t('deleteKey', row.name)}
          disabled={isBusy || !mayDelete}
          title={row.status === 'active' ? t('deleteNeedsDisabled') : undefined}
          onClick={() => void model.ask('delete', row)}
        >
          {t('delete')}
        </button>
      </Allowed>
    </>
  );
}

/** The one action that helps a disabled key. */
export function EnableKey({ row, model }: ChangeActionsProps) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="quiet"
      aria-label={t('enableKey', row.name)}
      disabled={model.busy.value === row.id || !applyCommand(row.status, 'enable').ok}
      onClick={() => void model.enable(row).then(() => focusWhenPainted(copyButtonId(row.id)))}
    >
      {t(model.busy.value === row.id ? 'changeBusy' : 'enable')}
    </button>
  );
}
