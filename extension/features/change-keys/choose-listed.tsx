import { useTranslate } from '../../ui/messages.ts';
import type { SelectKeysModel } from './select-keys-model.ts';

/** Where choosing starts: whoever is done with what was chosen goes on from there. */
export const chooseListedId = 'choose-listed';

/** Chooses all keys that are listed, or none. */
export function ChooseListed({ select }: { select: SelectKeysModel }) {
  const t = useTranslate();
  return (
    <input
      type="checkbox"
      id={chooseListedId}
      aria-label={t('chooseListed')}
      checked={select.isEachListed.value}
      onChange={({ currentTarget }) => select.toggleListed(currentTarget.checked)}
    />
  );
}
