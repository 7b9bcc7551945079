import { AddressOptions } from '../../features/choose-address/address-options.tsx';
import { AddressPreview } from '../../features/choose-address/address-preview.tsx';
import { EnvironmentTabs, tabId } from '../../features/choose-address/environment-tabs.tsx';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { useTranslate } from '../../ui/messages.ts';

const panel = 'address';

/** Which address a copy makes, shown as it will be pasted, with the key masked. */
export function AddressCard({ model }: { model: ManageKeysModel }) {
  const t = useTranslate();
  const { choose, list, find } = model;
  return (
    <aside class="card address-card" aria-labelledby="address-title">
      <h2 id="address-title">{t('mcpAddress')}</h2>
      <EnvironmentTabs model={choose} controls={panel} onPick={list.arrange} />
      <div id={panel} role="tabpanel" aria-labelledby={tabId(panel, choose.environment.value)}>
        <AddressOptions model={choose} />
        <AddressPreview model={model} row={find.current.value} />
      </div>
    </aside>
  );
}
