import { Icon } from '../../ui/icon.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { FindKeyModel } from './find-key-model.ts';

export const searchId = 'search-keys';

export interface FindKeyProps {
  readonly model: Pick<FindKeyModel, 'query' | 'search'>;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

/** The search field. Enter takes the best match, the down arrow goes to the list, Escape empties the field. */
export function FindKey({ model, onEnter, onLeave }: FindKeyProps) {
  const t = useTranslate();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return; // Enter and arrows belong to the input method while it is at work.
    if (event.key === 'Enter') onEnter();
    else if (event.key === 'ArrowDown') onLeave();
    else if (event.key === 'Escape' && model.query.value !== '') model.search('');
    else return;
    event.preventDefault();
  };
  return (
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        id={searchId}
        aria-label={t('search')}
        placeholder={t('search')}
        autoComplete="off"
        spellcheck={false}
        value={model.query}
        onInput={({ currentTarget }) => model.search(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}
