import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import type { PageSessionsModel } from './page-sessions-model.ts';

export interface PageSessionsProps {
  readonly model: PageSessionsModel;
  readonly now: number;
}

/** In which browsers one is signed in on the Worker's pages, and the way out of each. */
export function PageSessions({ model, now }: PageSessionsProps) {
  const t = useTranslate();
  const { remote } = model;
  const sessions = remote.value.value ?? [];
  const columns = [t('pageBrowser'), t('pageSince'), t('pageSeen'), t('columnActions')];
  return (
    <section class="card" aria-labelledby="page-sessions-title">
      <div class="section-head">
        <h3 id="page-sessions-title">{t('pageSessions')}</h3>
        <small class="project">{t('pageSessionsNote')}</small>
      </div>
      <RemoteNotice remote={remote} none="pageSessionsNone" />
      {sessions.length > 0 && (
        <DataTable label={t('pageSessions')} columns={columns}>
          {sessions.map(({ id, agent, createdAt, seenAt }) => (
            <tr key={id}>
              <th scope="row">{agent}</th>
              <td>
                <Ago at={createdAt} now={now} />
              </td>
              <td>
                <Ago at={seenAt} now={now} />
              </td>
              <td class="actions">
                <ConfirmButton
                  word={t('pageSignOut')}
                  label={t('pageSignOutOf', agent)}
                  onYes={() => void model.end(id)}
                />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
