import type { AuditLine } from '../../../shared/audit/audit.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import { actionWords } from './action-words.ts';
import { changeWords } from './change-words.ts';

export interface AuditTableProps {
  readonly lines: readonly AuditLine[];
  readonly now: number;
  /** The lines are of several things. */
  readonly showsSubject?: boolean;
}

/** Lines of the audit: when, what, by whom, and what it changed. */
export function AuditTable({ lines, now, showsSubject = false }: AuditTableProps) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const words = { locale: useLocale(), translate: t, nameOf };
  const subject = showsSubject ? [t('auditSubject')] : [];
  return (
    <DataTable
      label={t('history')}
      columns={[t('auditAt'), t('auditAction'), ...subject, t('auditActor'), t('auditChange')]}
    >
      {lines.map((line) => (
        <tr key={line.id}>
          <td>
            <Ago at={line.at} now={now} />
          </td>
          <td>
            <Named id={line.action} name={actionWords(line.action, t)} />{' '}
            {line.outcome !== 'done' && <span class="badge bad">{t(`outcome_${line.outcome}`)}</span>}
          </td>
          {showsSubject && (
            <td>
              <Named id={line.subject} name={nameOf(line.subject)} />
            </td>
          )}
          <td class="actor">{nameOf(line.actor)}</td>
          <td class="audit-change">
            <Change words={changeWords(line, words)} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** What something is called, above the id or code that it is looked for by. */
function Named({ id, name }: { id: string; name: string }) {
  if (name === id) return <code>{id}</code>;
  return (
    <>
      {name}
      <small class="note">
        <code>{id}</code>
      </small>
    </>
  );
}

const glance = 120; // Characters that are read without being asked for.

/** What is long, such as all of a new thing, opens when it is asked for. */
function Change({ words }: { words: string }) {
  if (words.length <= glance) return <>{words}</>;
  return (
    <details>
      <summary>{words.slice(0, glance)}…</summary>
      {words}
    </details>
  );
}
