import { tokenDays } from '../../../shared/people/console-token.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { ManageTokensModel, TokenDraft } from './manage-tokens-model.ts';
import { byThing, permissionWords } from './permission-words.ts';

export interface TokenFormProps {
  readonly model: ManageTokensModel;
  readonly draft: TokenDraft;
  readonly projects: readonly { readonly id: string; readonly name: string }[];
}

/** `list` with `one`, or without it. */
function put<T>(list: readonly T[], one: T, isIn: boolean): readonly T[] {
  return isIn ? [...list, one] : list.filter((each) => each !== one);
}

/** What a token is to be for. */
export function TokenForm({ model, draft, projects }: TokenFormProps) {
  const t = useTranslate();
  const { name, days, actions } = draft;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  return (
    <form class="card" aria-label={t('newToken')} onSubmit={submit}>
      <div class="fields">
        <TextField
          label={t('tokenName')}
          required
          maxLength={64}
          value={name}
          onInput={(text) => model.write({ name: text })}
        />
        <TextField
          label={t('tokenDays')}
          kind="number"
          required
          note={t('tokenDaysNote', String(tokenDays))}
          value={String(days)}
          onInput={(text) => model.write({ days: Number(text) })}
        />
      </div>
      <Permissions model={model} draft={draft} />
      <Projects model={model} draft={draft} projects={projects} />
      <FormButtons
        submit="tokenMake"
        isBlocked={model.remote.busy.value || actions.length === 0 || draft.projects?.length === 0}
        onCancel={model.cancel}
      />
    </form>
  );
}

function Permissions({ model, draft: { actions } }: Omit<TokenFormProps, 'projects'>) {
  const t = useTranslate();
  return (
    <fieldset>
      <legend>{t('tokenActions')}</legend>
      {[...byThing(model.actions(), t)].map(([thing, allowed]) => (
        <div key={thing} class="checks permissions" role="group" aria-label={thing}>
          <span aria-hidden="true">{thing}</span>
          {allowed.map((action) => (
            <CheckField
              key={action}
              label={permissionWords(action, t)[1]}
              checked={actions.includes(action)}
              onChange={(isIn) => model.write({ actions: put(actions, action, isIn) })}
            />
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function Projects({ model, draft, projects }: TokenFormProps) {
  const t = useTranslate();
  const chosen = draft.projects;
  return (
    <fieldset>
      <legend>{t('tokenProjects')}</legend>
      <div class="checks">
        <CheckField
          label={t('everyProject')}
          checked={chosen === null}
          onChange={(all) => model.write({ projects: all ? null : [] })}
        />
        {projects.map(({ id, name }) => (
          <CheckField
            key={id}
            label={name}
            checked={chosen?.includes(id) ?? false}
            onChange={(isIn) => model.write({ projects: put(chosen ?? [], id, isIn) })}
          />
        ))}
      </div>
    </fieldset>
  );
}
