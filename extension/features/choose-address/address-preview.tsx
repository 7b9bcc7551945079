import type { KeyView } from '../../../shared/key/key.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { writeSnippet } from './address-choice.ts';

export interface AddressPreviewProps {
  readonly model: Pick<ManageKeysModel, 'choose' | 'deployment'>;
  /** The key it is for; `null`: none. */
  readonly row: KeyView | null;
}

/** What a copy makes, as it will be pasted, with the key masked. */
export function AddressPreview({ model, row }: AddressPreviewProps) {
  const t = useTranslate();
  const { choose, deployment } = model;
  const choice = choose.choice.value;
  if (choice === null) return deployment.value && <FailureText failure="no_image" />;
  const { place, credential } = choice.format;
  const holdsSecret = credential === 'secret';
  return (
    <>
      <p class="preview-about">
        {row && holdsSecret ? t('previewOf', row.name) : t('previewWithoutKey')}
        {'path' in place && <code>{place.path}</code>}
      </p>
      <pre class="preview" tabIndex={0} aria-label={t('preview')}>
        {writeSnippet(choice, row?.masked ?? '…')}
      </pre>
      <small>{t(holdsSecret ? 'previewMasked' : 'previewAsks')}</small>
    </>
  );
}
