import { everyProject, roles, type Grant, type Role } from '../../../shared/people/grant.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick as PickField } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ManagePeopleModel, PersonDraft } from './manage-people-model.ts';
import type { ProjectNames } from './person-roles.tsx';

export interface PersonFormProps {
  readonly model: ManagePeopleModel;
  readonly draft: PersonDraft;
  readonly projects: ProjectNames;
}

/** Somebody's name and roles. */
export function PersonForm({ model, draft, projects }: PersonFormProps) {
  const t = useTranslate();
  const { id, name, grants } = draft;
  const label = t(id === null ? 'invitePerson' : 'personEdit');
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  const put = (at: number, grant: Grant | null) =>
    model.write({ grants: grants.flatMap((each, index) => (index === at ? (grant ?? []) : each)) });
  const free = [everyProject, ...projects.map((project) => project.id)].find((place) =>
    grants.every(({ project }) => project !== place),
  );
  return (
    <form class="card" aria-label={label} onSubmit={submit}>
      <TextField
        label={t('personName')}
        required
        maxLength={64}
        value={name}
        onInput={(text) => model.write({ name: text })}
      />
      {grants.map((grant, at) => (
        <GrantField
          key={grant.project}
          grant={grant}
          projects={projects}
          mayMakeOwners={model.mayMakeOwners()}
          onChange={(next) => put(at, next)}
        />
      ))}
      {free !== undefined && (
        <div class="actions">
          <button
            type="button"
            onClick={() => model.write({ grants: [...grants, { role: 'member', project: free }] })}
          >
            {t('grantAdd')}
          </button>
        </div>
      )}
      <FormButtons
        submit={id === null ? 'invite' : 'save'}
        isBlocked={model.remote.busy.value}
        onCancel={model.cancel}
      />
    </form>
  );
}

interface GrantFieldProps {
  readonly grant: Grant;
  readonly projects: ProjectNames;
  readonly mayMakeOwners: boolean;
  readonly onChange: (grant: Grant | null) => void;
}

function GrantField({ grant, projects, mayMakeOwners, onChange }: GrantFieldProps) {
  const t = useTranslate();
  const { role, project } = grant;
  const places = [
    [everyProject, t('everyProject')] as const,
    ...projects.map(({ id, name }) => [id, name] as const),
  ];
  // Owners are owners of everything.
  const offered = roles.filter((each) => each !== 'owner' || (mayMakeOwners && project === everyProject));
  return (
    <div class="fields">
      <PickField<Role>
        label={t('grantRole')}
        options={offered.map((each) => [each, t(`role_${each}`)] as const)}
        value={role}
        onPick={(next) => onChange({ role: next, project })}
      />
      <PickField
        label={t('grantProject')}
        options={role === 'owner' ? places.slice(0, 1) : places}
        value={project}
        onPick={(next) => onChange({ role, project: next })}
      />
      <div class="actions">
        <button type="button" class="quiet" onClick={() => onChange(null)}>
          {t('grantRemove')}
        </button>
      </div>
    </div>
  );
}
