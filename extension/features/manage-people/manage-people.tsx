import type { Person } from '../../../shared/people/person.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { ToldOnce } from '../../ui/told-once.tsx';
import { ListInvitations } from './list-invitations.tsx';
import type { ManagePeopleModel } from './manage-people-model.ts';
import { PersonForm, type PersonFormProps } from './person-form.tsx';
import { PersonRoles } from './person-roles.tsx';

type ManagePeopleProps = Pick<PersonFormProps, 'model' | 'projects'>;

/** Everybody who may use this Keyharbor, and what they may do. */
export function ManagePeople({ model, projects }: ManagePeopleProps) {
  const t = useTranslate();
  const { remote, draft, link } = model;
  const people = remote.value.value ?? [];
  return (
    <section class="page" aria-labelledby="people-title">
      <div class="section-head">
        <h2 id="people-title">{t('section_people')}</h2>
        <span class="project">{t('peopleNote')}</span>
        {model.mayWrite() && (
          <button type="button" class="primary" onClick={() => model.write({})}>
            {t('invitePerson')}
          </button>
        )}
      </div>
      {people.length > 0 && !model.mayWrite() && <p>{t('peopleReadOnly')}</p>}
      {link.value !== null && (
        <ToldOnce
          label={t('invitationLink')}
          note={t('invitationLinkNote')}
          value={link.value}
          onClose={model.forget}
        />
      )}
      {draft.value !== null && <PersonForm model={model} draft={draft.value} projects={projects} />}
      <RemoteNotice remote={remote} />
      {people.length > 0 && (
        <DataTable
          label={t('section_people')}
          columns={[t('personName'), t('personRoles'), t('columnStatus'), t('columnActions')]}
        >
          {people.map((person) => (
            <Row key={person.id} person={person} model={model} projects={projects} />
          ))}
        </DataTable>
      )}
      <ListInvitations model={model} projects={projects} />
    </section>
  );
}

function Row({ person, model, projects }: ManagePeopleProps & { person: Person }) {
  const t = useTranslate();
  const { id, name, grants, disabled } = person;
  return (
    <tr>
      <th scope="row">
        {name} {id === model.me.value?.person.id && <small>{t('personYou')}</small>}
      </th>
      <td>
        <PersonRoles grants={grants} projects={projects} />
      </td>
      <td>
        <span class={disabled ? 'badge' : 'badge good'}>
          {t(disabled ? 'status_disabled' : 'status_active')}
        </span>
      </td>
      <td class="actions">{model.mayChange(person) && <Actions person={person} model={model} />}</td>
    </tr>
  );
}

function Actions({ person, model }: { person: Person; model: ManagePeopleModel }) {
  const t = useTranslate();
  const { name, disabled } = person;
  return (
    <>
      <button type="button" class="quiet" aria-label={t('editRule', name)} onClick={() => model.edit(person)}>
        {t('edit')}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={t(disabled ? 'enableKey' : 'disableThing', name)}
        onClick={() => void model.toggle(person)}
      >
        {t(disabled ? 'enable' : 'confirmDisableYes')}
      </button>
      <ConfirmButton
        word={t('remove')}
        label={t('removeThing', name)}
        onYes={() => void model.remove(person)}
      />
    </>
  );
}
