import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import type { PersonFormProps } from './person-form.tsx';
import { PersonRoles } from './person-roles.tsx';

/** Who was asked and has not come yet. */
export function ListInvitations({ model, projects }: Pick<PersonFormProps, 'model' | 'projects'>) {
  const t = useTranslate();
  const locale = useLocale();
  const invitations = model.invitations.value;
  if (invitations.length === 0) return null;
  return (
    <>
      <h3>{t('invitations')}</h3>
      <DataTable
        label={t('invitations')}
        columns={[t('personName'), t('personRoles'), t('expires'), t('columnActions')]}
      >
        {invitations.map((invitation) => (
          <tr key={invitation.id}>
            <th scope="row">{invitation.name}</th>
            <td>
              <PersonRoles grants={invitation.grants} projects={projects} />
            </td>
            <td>{new Date(invitation.expiresAt).toLocaleDateString(locale, { dateStyle: 'medium' })}</td>
            <td class="actions">
              {model.mayWrite() && (
                <ConfirmButton
                  word={t('revoke')}
                  label={t('revokeTicket', invitation.name)}
                  onYes={() => void model.revoke(invitation)}
                />
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}
