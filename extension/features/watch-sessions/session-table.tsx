import type { ComponentChildren } from 'preact';

import type { SessionView } from '../../../shared/session/session.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { clientWords } from '../../ui/client-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { writeRoute } from '../navigate/route.ts';

export interface SessionTableProps {
  readonly sessions: readonly SessionView[];
  readonly now: number;
  /** They are of several keys. */
  readonly showsKey?: boolean;
  /** What can be done with an open one. */
  readonly actions: (session: SessionView) => ComponentChildren;
}

/** Sessions: which client, on what, since when, and how it ended. */
export function SessionTable({ sessions, now, showsKey = false, actions }: SessionTableProps) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const columns = [
    t('sessionClient'),
    ...(showsKey ? [t('key')] : []),
    t('image'),
    t('sessionStarted'),
    t('sessionActive'),
    t('calls'),
    t('columnStatus'),
    t('columnActions'),
  ];
  return (
    <DataTable label={t('sessions')} columns={columns}>
      {sessions.map((session) => (
        <tr key={session.id}>
          <th scope="row">{clientWords(session.client, t)}</th>
          {showsKey && (
            <td>
              <a href={writeRoute('keys', session.keyId)}>{nameOf(session.keyId)}</a>
            </td>
          )}
          <td>{nameOf(session.image)}</td>
          <td>
            <Ago at={session.startedAt} now={now} />
          </td>
          <td>
            <Ago at={session.activeAt} now={now} />
          </td>
          <td class="number">{session.calls}</td>
          <td>
            <span class={session.end === null ? 'badge good' : 'badge'}>
              {t(session.end === null ? 'sessionOpen' : `end_${session.end.reason}`)}
            </span>
          </td>
          <td class="actions">{session.end === null && actions(session)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
