import { AddressOptions } from '../../features/choose-address/address-options.tsx';
import { EnvironmentTabs, tabId } from '../../features/choose-address/environment-tabs.tsx';
import { writeSnippet } from '../../features/choose-address/address-choice.ts';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';

/** Which address a copy makes, shown as it will be pasted, with the key masked. */
export function AddressCard({ model }: { model: ManageKeysModel }) {
  const t = useTranslate();
  const { choose, list } = model;
  return (
    <aside class="card address-card" aria-labelledby="address-title">
      <h2 id="address-title">{t('mcpAddress')}</h2>
      <EnvironmentTabs model={choose} controls="address" onPick={list.arrange} />
      <div id="address" role="tabpanel" aria-labelledby={tabId(choose.environment.value)}>
        <AddressOptions model={choose} />
        <Preview model={model} />
      </div>
    </aside>
  );
}

function Preview({ model }: { model: ManageKeysModel }) {
  const t = useTranslate();
  const { choose, find, deployment } = model;
  const choice = choose.choice.value;
  if (choice === null) return deployment.value && <FailureText failure="no_image" />;
  const key = find.current.value;
  const { place, credential } = choice.format;
  const holdsSecret = credential === 'secret';
  return (
    <>
      <p class="preview-about">
        {key && holdsSecret ? t('previewOf', key.name) : t('previewWithoutKey')}
        {'path' in place && <code>{place.path}</code>}
      </p>
      <pre class="preview" tabIndex={0} aria-label={t('preview')}>
        {writeSnippet(choice, key?.masked ?? '…')}
      </pre>
      <small>{t(holdsSecret ? 'previewMasked' : 'previewAsks')}</small>
    </>
  );
}
