import type { Remote } from '../../api/remote.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { clientWords } from '../../ui/client-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import type { SeenClient } from './see-clients-model.ts';

export interface SeeClientsProps {
  readonly remote: Remote<readonly SeenClient[]>;
  readonly now: number;
}

/** Which clients used a key, and for what. */
export function SeeClients({ remote, now }: SeeClientsProps) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const clients = remote.value.value ?? [];
  return (
    <section class="card" aria-labelledby="clients-title">
      <div class="section-head">
        <h3 id="clients-title">{t('clients')}</h3>
        <small class="project">{t('clientsNote')}</small>
      </div>
      <RemoteNotice remote={remote} none="clientsNone" />
      {clients.length > 0 && (
        <DataTable
          label={t('clients')}
          columns={[t('sessionClient'), t('image'), t('sessions'), t('calls'), t('lastUsed')]}
        >
          {clients.map(({ client, image, sessions, calls, lastAt }) => (
            <tr key={`${client} ${image}`}>
              <th scope="row">{clientWords(client, t)}</th>
              <td>{nameOf(image)}</td>
              <td class="number">{sessions}</td>
              <td class="number">{calls}</td>
              <td>
                <Ago at={lastAt} now={now} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
