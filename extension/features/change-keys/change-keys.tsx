import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { cutsSessions } from './bulk-draft.ts';
import { BulkFields } from './bulk-fields.tsx';
import { BulkResults } from './bulk-results.tsx';
import type { ChangeKeysModel } from './change-keys-model.ts';
import type { Preview } from './preview-change.ts';
import type { SelectKeysModel } from './select-keys-model.ts';
import { useBulkKinds } from './use-bulk-kinds.ts';

export interface ChangeKeysProps {
  readonly model: ChangeKeysModel;
  readonly policies: readonly PolicyView[];
}

const buttonId = 'change-chosen';

export interface ChosenKeysProps {
  readonly model: ChangeKeysModel;
  readonly select: SelectKeysModel;
  /** How many fit the filter, where that are more than are listed. */
  readonly everything: string | null;
}

/** How many keys are chosen, and the way to change them together. */
export function ChosenKeys({ model, select, everything }: ChosenKeysProps) {
  const t = useTranslate();
  const { keys, isEverything, isEachListed } = select;
  const count = keys.value.length;
  const isIdle = model.preview.value === null && model.progress.value?.isRunning !== true;
  return (
    <div class="actions chosen" role="group" aria-label={t('chosenKeys')}>
      <button
        type="button"
        id={buttonId}
        disabled={count === 0 || !isIdle}
        onClick={() => void model.prepare()}
      >
        {t('changeChosen')}
      </button>
      <span role="status">{isEverything.value ? t('chosenAll') : t('chosenCount', String(count))}</span>
      {everything !== null && isEachListed.value && !isEverything.value && (
        <button type="button" class="link" onClick={select.everything}>
          {t('chooseEverything', everything)}
        </button>
      )}
    </div>
  );
}

/** What is to be done to the chosen keys, what it costs, how far it is, and what became of each. */
export function ChangeKeys({ model, policies }: ChangeKeysProps) {
  const preview = model.preview.value;
  const failure = model.failure.value;
  return (
    <>
      {failure !== null && (
        <div class="notice" role="alert">
          <FailureText failure={failure} />
        </div>
      )}
      {preview !== null && <BulkForm model={model} policies={policies} preview={preview} />}
      {model.progress.value !== null && <BulkResults model={model} run={model.progress.value} />}
    </>
  );
}

function BulkForm({ model, policies, preview }: ChangeKeysProps & { preview: Preview }) {
  const t = useTranslate();
  const { draft, write } = model;
  const { kind } = draft.value;
  const kinds = useBulkKinds();
  const cancel = () => {
    model.cancel();
    document.getElementById(buttonId)?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void model.confirm();
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') cancel();
  };
  const word = t(`bulk_${kind}`);
  return (
    <form class="card" aria-label={t('changeChosen')} onSubmit={submit} onKeyDown={onKeyDown}>
      <div class="fields">
        <Pick
          label={t('bulkWhat')}
          options={kinds.map((each) => [each, t(`bulk_${each}`)])}
          value={kind}
          onPick={(picked) => write({ kind: picked })}
        />
        <BulkFields draft={draft.value} policies={policies} write={write} />
      </div>
      <Cost model={model} preview={preview} />
      <div class="actions">
        <button type="button" ref={takeFocus} onClick={cancel}>
          {t('cancel')}
        </button>
        <button
          type="submit"
          class={kind === 'delete' ? 'danger' : 'primary'}
          disabled={!model.isReady.value}
        >
          {t('bulkRun', word, String(preview.total))}
        </button>
      </div>
    </form>
  );
}

function Cost({ model, preview }: Omit<ChangeKeysProps, 'policies'> & { preview: Preview }) {
  const t = useTranslate();
  const { total, isExact, keys, openSessions } = preview;
  const count = String(openSessions);
  return (
    <div role="status" class="bulk-cost">
      <p>
        <strong>{t(isExact ? 'bulkAbout' : 'bulkAboutMore', String(total))}</strong>{' '}
        {keys
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}
        {total > 5 && ' …'}
      </p>
      {model.refused.value > 0 && <p>{t('bulkRefused', String(model.refused.value))}</p>}
      {cutsSessions(model.draft.value) && (
        <p>
          {openSessions === 'counting' && t('bulkCounting')}
          {openSessions === null && t('bulkSessionsUnknown')}
          {typeof openSessions === 'number' &&
            t(total > keys.length ? 'bulkSessionsMore' : 'bulkSessions', count)}
        </p>
      )}
      {model.draft.value.kind === 'delete' && <p>{t('confirmDeleteCost')}</p>}
    </div>
  );
}
