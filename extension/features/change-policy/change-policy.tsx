import type { KeyView } from '../../../shared/key/key.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { focusWhenPainted } from '../list-keys/key-focus.ts';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import type { ChangePolicyModel } from './change-policy-model.ts';

export interface ChangePolicyProps {
  readonly row: KeyView;
  readonly model: ChangePolicyModel;
}

const buttonId = (row: KeyView) => `policy-of-${row.id}`;

export function ChangePolicyButton({ row, model }: ChangePolicyProps) {
  const t = useTranslate();
  return (
    <Allowed to="assignPolicy">
      <button
        type="button"
        class="quiet"
        id={buttonId(row)}
        aria-label={t('changePolicyOf', row.name)}
        onClick={() => void model.choose(row)}
      >
        {t('policyButton')}
      </button>
    </Allowed>
  );
}

/** Which policy, and from when on; or why it could not be changed. */
export function ChangePolicy({ row, model }: ChangePolicyProps) {
  const { choosing, failed } = model;
  if (failed.value?.keyId === row.id) return <FailureText failure={failed.value.failure} />;
  return choosing.value?.keyId === row.id ? <Choice row={row} model={model} /> : null;
}

function Choice({ row, model }: ChangePolicyProps) {
  const t = useTranslate();
  const policies = model.choosing.value?.policies ?? null;
  const back = () => focusWhenPainted(buttonId(row));
  const cancel = () => {
    model.cancel();
    back();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void model.confirm(row).then(back);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel();
  };
  return (
    <form class="confirm" aria-label={t('changePolicyOf', row.name)} onSubmit={submit} onKeyDown={onKeyDown}>
      {policies === null && <p role="status">{t('policiesLoading')}</p>}
      {policies?.length === 0 && <p role="status">{t('policiesNone')}</p>}
      {policies !== null && policies.length > 0 && <Fields model={model} policies={policies} />}
      <div class="actions">
        <button type="button" ref={takeFocus} onClick={cancel}>
          {t('cancel')}
        </button>
        <button type="submit" class="primary" disabled={model.busy.value || model.picked.value === ''}>
          {t(model.busy.value ? 'changeBusy' : 'changePolicy')}
        </button>
      </div>
    </form>
  );
}

type Policies = NonNullable<NonNullable<ChangePolicyModel['choosing']['value']>['policies']>;

function Fields({ model, policies }: { model: ChangePolicyModel; policies: Policies }) {
  const t = useTranslate();
  return (
    <>
      <label class="field">
        <span>{t('policyNew')}</span>
        <select
          value={model.picked.value}
          onChange={({ currentTarget }) => void (model.picked.value = currentTarget.value)}
        >
          {policies.map((policy) => (
            <option key={policy.id} value={policy.id}>
              {nameOfPolicy(policy, t)}
            </option>
          ))}
        </select>
      </label>
      <p>{t('policyActsLater')}</p>
      <label>
        <input
          type="checkbox"
          checked={model.endsSessions.value}
          onChange={({ currentTarget }) => void (model.endsSessions.value = currentTarget.checked)}
        />{' '}
        {t('policyEndsSessions')}
      </label>
    </>
  );
}
