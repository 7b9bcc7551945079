import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { keySorts } from '../../../shared/key/filter.ts';
import type { Image } from '../../../shared/image/image.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import type { BrowseKeysModel } from './browse-keys-model.ts';
import { expiringTimes, filtersIn, keyStates, unusedTimes } from './key-question.ts';

export interface FilterKeysProps {
  readonly model: BrowseKeysModel;
  readonly images: readonly Image[];
  readonly policies: readonly PolicyView[];
}

/** Which keys, and in which order. Everything acts as soon as it is chosen. */
export function FilterKeys({ model, images, policies }: FilterKeysProps) {
  const t = useTranslate();
  const { question, ask } = model;
  const { status, policy, image, tag } = question.value;
  return (
    <details class="card key-filter">
      <summary>{t('filterKeys', String(filtersIn(question.value)))}</summary>
      <div class="fields">
        <Pick
          label={t('columnStatus')}
          options={keyStates.map((each) => [each, each === '' ? t('any') : t(`status_${each}`)])}
          value={status}
          onPick={(picked) => void ask({ status: picked })}
        />
        <Pick
          label={t('policy')}
          options={[
            ['', t('any')],
            ...policies.map((each): [string, string] => [each.id, nameOfPolicy(each, t)]),
          ]}
          value={policy}
          onPick={(picked) => void ask({ policy: picked })}
        />
        <Pick
          label={t('image')}
          options={[['', t('any')], ...images.map(({ id, title }): [string, string] => [id, title])]}
          value={image}
          onPick={(picked) => void ask({ image: picked })}
        />
        <TextField label={t('tag')} maxLength={32} value={tag} onInput={(text) => void ask({ tag: text })} />
        <Times model={model} />
      </div>
      {model.isFiltered.value && (
        <div class="actions">
          <button type="button" onClick={() => void model.clear()}>
            {t('clearSearch')}
          </button>
        </div>
      )}
    </details>
  );
}

function Times({ model: { question, ask } }: Pick<FilterKeysProps, 'model'>) {
  const t = useTranslate();
  const { expiring, unused } = question.value;
  return (
    <>
      <Pick
        label={t('expires')}
        options={expiringTimes.map((days) => [days, days === '' ? t('any') : t('withinDays', days)])}
        value={expiring}
        onPick={(picked) => void ask({ expiring: picked })}
      />
      <Pick
        label={t('unused')}
        options={unusedTimes.map((days) => [days, wordsOf(days, t)])}
        value={unused}
        onPick={(picked) => void ask({ unused: picked })}
      />
    </>
  );
}

function wordsOf(days: (typeof unusedTimes)[number], t: ReturnType<typeof useTranslate>): string {
  if (days === '') return t('any');
  return days === 'never' ? t('neverUsed') : t('forDays', days);
}

/** The order of the keys. */
export function SortKeys({ model }: Pick<FilterKeysProps, 'model'>) {
  const t = useTranslate();
  return (
    <label class="inline-field">
      <span>{t('sortBy')}</span>
      <select
        value={model.question.value.sort}
        onChange={({ currentTarget }) =>
          void model.ask({ sort: keySorts[currentTarget.selectedIndex] ?? 'created' })
        }
      >
        {keySorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`sort_${sort}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
