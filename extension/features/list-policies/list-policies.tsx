import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed, useRights } from '../../ui/rights.tsx';
import { newThing, writeRoute } from '../navigate/route.ts';
import type { ListPoliciesModel } from './list-policies-model.ts';
import { nameOfPolicy } from './read-policies.ts';

export interface ListPoliciesProps {
  readonly model: ListPoliciesModel;
  readonly now: number;
}

/** Every policy, how many keys have it, and the way to its page. */
export function ListPolicies({ model, now }: ListPoliciesProps) {
  const t = useTranslate();
  const { remote } = model;
  const policies = remote.value.value ?? [];
  const columns = [
    t('columnName'),
    t('policyVersion'),
    t('keys'),
    t('images'),
    t('changed'),
    t('columnActions'),
  ];
  return (
    <section class="page" aria-labelledby="policies-title">
      <div class="section-head">
        <h2 id="policies-title">{t('section_policies')}</h2>
        <span class="project">{t('policiesNote')}</span>
        <Allowed to="createPolicy">
          <a class="button primary" href={writeRoute('policies', newThing)}>
            {t('newPolicy')}
          </a>
        </Allowed>
      </div>
      <RemoteNotice remote={remote} />
      {policies.length > 0 && (
        <DataTable label={t('section_policies')} columns={columns}>
          {policies.map((policy) => (
            <Row key={policy.id} policy={policy} model={model} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function Row({ policy, model, now }: ListPoliciesProps & { policy: PolicyView }) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const rights = useRights();
  const { id, name, version, keys, images, changedAt, builtIn } = policy;
  return (
    <tr>
      <th scope="row">
        <a href={writeRoute('policies', id)}>{nameOfPolicy(policy, t)}</a>
      </th>
      <td class="number">{version}</td>
      <td class="number">{keys}</td>
      <td>{images === 'all' ? t('imagesAll') : images.map((image) => nameOf(image)).join(', ')}</td>
      <td>{builtIn ? '' : <Ago at={changedAt} now={now} />}</td>
      <td class="actions">
        {!builtIn && rights('deletePolicy') && (
          <ConfirmButton
            word={t('remove')}
            label={t('removeThing', name)}
            disabled={keys > 0}
            onYes={() => void model.remove(policy)}
          />
        )}
      </td>
    </tr>
  );
}
