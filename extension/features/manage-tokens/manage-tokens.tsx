import type { ConsoleToken } from '../../../shared/people/console-token.ts';
import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { ToldOnce } from '../../ui/told-once.tsx';
import type { ManageTokensModel } from './manage-tokens-model.ts';
import { TokenForm, type TokenFormProps } from './token-form.tsx';
import { permissionsInWords } from './permission-words.ts';

export interface ManageTokensProps extends Pick<TokenFormProps, 'model' | 'projects'> {
  readonly now: number;
}

const columns = [
  'tokenName',
  'devicePerson',
  'tokenActions',
  'tokenProjects',
  'expires',
  'deviceUsed',
] as const;

/** Every console token, without its value. */
export function ManageTokens({ model, projects, now }: ManageTokensProps) {
  const t = useTranslate();
  const { remote, draft, secret } = model;
  const tokens = remote.value.value ?? [];
  return (
    <section class="page" aria-labelledby="tokens-title">
      <div class="section-head">
        <h2 id="tokens-title">{t('section_tokens')}</h2>
        <span class="project">{t('tokensNote')}</span>
        <button type="button" class="primary" onClick={() => model.write({})}>
          {t('newToken')}
        </button>
      </div>
      {secret.value !== null && (
        <ToldOnce
          label={t('tokenValue')}
          note={t('tokenValueNote')}
          value={secret.value}
          onClose={model.forget}
        />
      )}
      {draft.value !== null && <TokenForm model={model} draft={draft.value} projects={projects} />}
      <RemoteNotice remote={remote} none="tokensNone" />
      {tokens.length > 0 && (
        <DataTable
          label={t('section_tokens')}
          columns={[...columns.map((column) => t(column)), t('columnActions')]}
        >
          {tokens.map((token) => (
            <Row key={token.id} token={token} model={model} projects={projects} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function Row({ token, model, projects, now }: ManageTokensProps & { token: ConsoleToken }) {
  const t = useTranslate();
  const locale = useLocale();
  const { name, person, actions, expiresAt, usedAt } = token;
  const nameOf = (id: string) => projects.find((project) => project.id === id)?.name ?? id;
  const { me, names } = model;
  const owner = person === me.value?.person.id ? me.value.person.name : names.value.get(person);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{owner ?? person}</td>
      <td>{actions === null ? t('tokenEverything') : permissionsInWords(actions, t)}</td>
      <td>{token.projects?.map(nameOf).join(', ') ?? t('everyProject')}</td>
      <td>{new Date(expiresAt).toLocaleDateString(locale, { dateStyle: 'medium' })}</td>
      <td>{usedAt === null ? t('never') : <Ago at={usedAt} now={now} />}</td>
      <td class="actions">
        <Actions token={token} model={model} />
      </td>
    </tr>
  );
}

function Actions({ token, model }: { token: ConsoleToken; model: ManageTokensModel }) {
  const t = useTranslate();
  const { name } = token;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={t('tokenRenewOf', name)}
        onClick={() => void model.renew(token)}
      >
        {t('tokenRenew')}
      </button>
      <ConfirmButton
        word={t('revoke')}
        label={t('revokeTicket', name)}
        onYes={() => void model.revoke(token)}
      />
    </>
  );
}
