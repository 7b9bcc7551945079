import type { Image } from '../../../shared/image/image.ts';
import { useTranslate, type Translate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { useRights } from '../../ui/rights.tsx';
import { ExplainPolicy } from '../explain-policy/explain-policy.tsx';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import { writeRoute } from '../navigate/route.ts';
import { ReviewPolicy } from '../review-policy/review-policy.tsx';
import { TryPolicy } from '../try-policy/try-policy.tsx';
import type { EditPolicyModel } from './edit-policy-model.ts';
import { ruleKindNames, type PolicyDraft } from './policy-draft.ts';
import { PolicyFields } from './policy-fields.tsx';
import { RulesField } from './rules-field.tsx';

export interface EditPolicyProps {
  readonly model: EditPolicyModel;
  readonly images: readonly Image[];
  readonly now: number;
}

/** A policy's own page. The built-in one is shown, and cannot be changed; nor can any by who may only read. */
export function EditPolicy({ model, images, now }: EditPolicyProps) {
  const t = useTranslate();
  const { draft, remote, explain, trial, review, isRight } = model;
  const policy = model.policy.value;
  return (
    <section class="page" aria-labelledby="policy-title">
      <div class="section-head">
        <a href={writeRoute('policies')}>{t('allPolicies')}</a>
      </div>
      <h2 id="policy-title">{titleOf(model, t)}</h2>
      <RemoteNotice remote={remote} />
      {draft.value !== null && (
        <>
          <PolicyForm model={model} draft={draft.value} images={images} />
          <ExplainPolicy model={explain} images={images} />
          {trial && <TryPolicy model={trial} isDraftRight={isRight.value} />}
          {review && <ReviewPolicy model={review} current={policy?.version ?? 0} now={now} />}
        </>
      )}
    </section>
  );
}

function titleOf({ policy, review }: EditPolicyModel, t: Translate): string {
  if (policy.value !== null) return nameOfPolicy(policy.value, t);
  return t(review === null ? 'newPolicy' : 'policy'); // One that is still being read has no name yet.
}

function PolicyForm({ model, draft, images }: Omit<EditPolicyProps, 'now'> & { draft: PolicyDraft }) {
  const t = useTranslate();
  const { write } = model;
  const isFixed = model.policy.value?.builtIn === true || !useRights()('editPolicy');
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  return (
    <form class="page" aria-label={t('policyForm')} onSubmit={submit}>
      <fieldset class="page" disabled={isFixed}>
        <PolicyFields draft={draft} images={images} write={write} />
        {ruleKindNames.map((kind) => (
          <RulesField
            key={kind}
            kind={kind}
            draft={draft[kind]}
            onChange={(changed) => write({ [kind]: changed })}
          />
        ))}
      </fieldset>
      {!isFixed && <SavePolicy model={model} />}
    </form>
  );
}

function SavePolicy({ model }: Pick<EditPolicyProps, 'model'>) {
  const t = useTranslate();
  const { wrong, isRight, remote, missed } = model;
  return (
    <div class="actions save-bar">
      <button type="submit" class="primary" disabled={remote.busy.value || !isRight.value}>
        {t('save')}
      </button>
      <small>{t('policyActsLater')}</small>
      <div role="status">
        {wrong.value.length > 0 && <p class="failure">{t('draftWrong', wrong.value.join(', '))}</p>}
        {missed.value > 0 && <p class="failure">{t('policyMissed', String(missed.value))}</p>}
      </div>
    </div>
  );
}
