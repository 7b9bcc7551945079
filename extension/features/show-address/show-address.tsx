import type { KeyView } from '../../../shared/key/key.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { closeModal, showModal } from '../../ui/modal.ts';
import { Allowed } from '../../ui/rights.tsx';
import { AddressOptions } from '../choose-address/address-options.tsx';
import { AddressPreview } from '../choose-address/address-preview.tsx';
import { EnvironmentTabs, tabId } from '../choose-address/environment-tabs.tsx';
import { CopyLabel, failureOfCopy } from '../copy-address/copy-label.tsx';
import { copying } from '../copy-address/copying.ts';
import { InstallButton } from '../copy-address/install-button.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';

export interface ShowAddressProps {
  readonly row: KeyView;
  readonly model: ManageKeysModel;
}

const panel = 'address-of-key';

export function ShowAddressButton({ row, model }: ShowAddressProps) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="quiet"
      aria-label={t('viewAddressOf', row.name)}
      aria-haspopup="dialog"
      onClick={() => void (model.addressOf.value = row)}
    >
      {t('mcpAddress')}
    </button>
  );
}

/** A key's address for each environment, and the code to copy: its own window, over the page. */
export function ShowAddress({ row, model }: ShowAddressProps) {
  const t = useTranslate();
  const { choose, copy, list } = model;
  const failure = failureOfCopy(copy.addressOutcome(row));
  const close = () => void (model.addressOf.value = null);
  return (
    <dialog aria-labelledby="dialog-title" ref={showModal} onClose={close}>
      <div class="card dialog-body">
        <h2 id="dialog-title">{t('addressOf', row.name)}</h2>
        <EnvironmentTabs model={choose} controls={panel} onPick={list.arrange} />
        <div id={panel} role="tabpanel" aria-labelledby={tabId(panel, choose.environment.value)}>
          <AddressOptions model={choose} />
          <AddressPreview model={model} row={row} />
        </div>
        {failure && <FailureText failure={failure} />}
        <div class="actions">
          <button type="button" onClick={closeModal}>
            {t('close')}
          </button>
          <Allowed to={copying}>
            <InstallButton row={row} model={model} />
            <button
              type="button"
              class="primary"
              aria-disabled={row.status !== 'active'}
              onClick={() => void copy.copyAddress(row)}
            >
              {copy.addressOutcome(row) === 'idle' ? (
                t('copyCode')
              ) : (
                <CopyLabel outcome={copy.addressOutcome(row)} />
              )}
            </button>
          </Allowed>
        </div>
      </div>
    </dialog>
  );
}
