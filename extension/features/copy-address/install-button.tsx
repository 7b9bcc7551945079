import type { KeyView } from '../../../shared/key/key.ts';
import { useTranslate } from '../../ui/messages.ts';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';

export interface InstallButtonProps {
  readonly row: KeyView;
  readonly model: Pick<ManageKeysModel, 'choose' | 'copy'>;
}

/** Installs the address in the client itself, where it takes links: none of them holds the key's value. */
export function InstallButton({ row, model: { choose, copy } }: InstallButtonProps) {
  const t = useTranslate();
  const { link, title } = choose.format.value;
  if (link === undefined) return null;
  return (
    <button type="button" class="quiet" onClick={() => void copy.openLink(row)}>
      {t('installIn', title)}
    </button>
  );
}
