import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { NoKeys } from '../list-keys/no-keys.tsx';
import type { ConsoleKeysModel } from '../manage-keys/console-keys-model.ts';

/** How many keys there are, and the way to more; or why there are none. */
export function KeysFound({ model }: { model: ConsoleKeysModel }) {
  const { browse, list } = model;
  const { remote, rows, isFiltered } = browse;
  const isEmpty = rows.value.length === 0;
  if (isEmpty && !isFiltered.value) return <NoKeys model={model} />;
  return (
    <>
      {remote.failure.value !== null && list.failure.value === null && <RemoteNotice remote={remote} />}
      {isEmpty && remote.value.value !== null && <NoneFits model={model} />}
      <More model={model} />
    </>
  );
}

function More({ model: { browse } }: { model: ConsoleKeysModel }) {
  const t = useTranslate();
  const { remote } = browse;
  const { total = null, hasMore = false } = remote.value.value ?? {};
  return (
    <div class="actions">
      <span class="none" role="status">
        {total !== null && t(total.exact ? 'keysFound' : 'keysFoundMore', String(total.count))}
      </span>
      {hasMore && (
        <button type="button" disabled={remote.busy.value} onClick={() => void browse.more()}>
          {t('showMore')}
        </button>
      )}
    </div>
  );
}

function NoneFits({ model: { browse } }: { model: ConsoleKeysModel }) {
  const t = useTranslate();
  const { search } = browse.question.value;
  return (
    <div class="nothing">
      <p>{search === '' ? t('noneFits') : t('noMatch', search)}</p>
      <button type="button" onClick={() => void browse.clear()}>
        {t('clearSearch')}
      </button>
    </div>
  );
}
