import type { KeyView } from '../../../shared/key/key.ts';
import { applyCommand } from '../../../shared/key/lifecycle.ts';
import { Icon } from '../../ui/icon.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { CopyAddressModel } from '../copy-address/copy-address-model.ts';
import type { RevealKeyModel } from './reveal-key-model.ts';

export interface ValueActionsProps {
  readonly row: KeyView;
  readonly show: RevealKeyModel;
  readonly copy: CopyAddressModel;
}

/** View and copy a key's value. The names say whose, since a page has many of these. */
export function ValueActions({ row, show, copy }: ValueActionsProps) {
  const t = useTranslate();
  const isShown = show.shown.value?.keyId === row.id && show.shown.value.kind !== 'failed';
  const isCopied = copy.valueOutcome(row) === 'copied';
  const disabled = !applyCommand(row.status, 'reveal').ok;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={t(isShown ? 'hideValueOf' : 'viewValueOf', row.name)}
        disabled={disabled}
        onClick={() => (isShown ? show.hide() : void show.show(row.id))}
      >
        <Icon name={isShown ? 'eye-off' : 'eye'} />
        <span class="word">{t(isShown ? 'hide' : 'view')}</span>
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={t(isCopied ? 'copiedValueOf' : 'copyValueOf', row.name)}
        disabled={disabled}
        onClick={() => void copy.copyValue(row)}
      >
        <Icon name={isCopied ? 'check' : 'copy'} />
        <span class="word">{t(isCopied ? 'copied' : 'copyValue')}</span>
      </button>
    </>
  );
}
