import type { KeyView } from '../../../shared/key/key.ts';
import { applyCommand } from '../../../shared/key/lifecycle.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { ChangeActions } from '../change-key/change-actions.tsx';
import { ChangePolicy, ChangePolicyButton } from '../change-policy/change-policy.tsx';
import { copying } from '../copy-address/copying.ts';
import { copyButtonId } from '../list-keys/key-focus.ts';
import { KeyNews } from '../list-keys/key-panel.tsx';
import { AddressFailure, CopyAddress, RowConflict } from '../list-keys/row-parts.tsx';
import type { ConsoleKeysModel } from '../manage-keys/console-keys-model.ts';
import { ValueActions } from '../reveal-key/value-actions.tsx';
import { RotateKey } from '../rotate-key/rotate-key.tsx';
import { TestKeyButton } from '../test-key/test-key.tsx';
import { ShowAddressButton } from '../show-address/show-address.tsx';
import type { ViewKeyModel } from './view-key-model.ts';

export interface KeyActionsProps {
  readonly row: KeyView;
  readonly model: ViewKeyModel;
  readonly keys: ConsoleKeysModel;
}

/** What can be done with a key, and what that shows or asks. */
export function KeyActions({ row, model, keys }: KeyActionsProps) {
  const t = useTranslate();
  const { show, copy, change } = keys;
  const { rotate, remote, policy } = model;
  const isBusy = remote.busy.value;
  return (
    <div class="card">
      <div class="actions">
        <span class={row.status === 'active' ? 'badge good' : 'badge'}>{t(`status_${row.status}`)}</span>
        {row.exposedAt !== null && <span class="badge bad">{t('exposed')}</span>}
        <code>{row.masked}</code>
        <Allowed to="revealKey">
          <ValueActions row={row} show={show} copy={copy} />
        </Allowed>
      </div>
      <div class="actions" role="group" aria-label={t('actionsOf', row.name)}>
        <Allowed to={copying}>
          <CopyAddress row={row} copy={copy} />
        </Allowed>
        <TestKeyButton row={row} model={keys.test} />
        <ShowAddressButton row={row} model={keys} />
        <ChangePolicyButton row={row} model={policy} />
        <Allowed to="rotateKey">
          <button
            type="button"
            class="quiet"
            disabled={isBusy || !applyCommand(row.status, 'rotate').ok}
            aria-expanded={rotate.isOpen}
            onClick={rotate.open}
          >
            {t('rotateButton')}
          </button>
          {row.previous !== null && (
            <ConfirmButton word={t('cutPrevious')} label={t('cutPrevious')} onYes={() => void rotate.cut()} />
          )}
        </Allowed>
        <ChangeActions row={row} model={change} />
      </div>
      <AddressFailure row={row} copy={copy} />
      <RotateKey model={rotate} isBusy={isBusy} writeClipboard={model.writeClipboard} />
      <ChangePolicy row={row} model={policy} />
      <KeyNews row={row} model={keys} backTo={copyButtonId(row.id)} />
      <RowConflict row={row} change={change} policy={policy} />
    </div>
  );
}
