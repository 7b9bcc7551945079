import type { AuditLine } from '../../../shared/audit/audit.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';

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
            <code>{line.action}</code>{' '}
            {line.outcome !== 'done' && <span class="badge bad">{t(`outcome_${line.outcome}`)}</span>}
          </td>
          {showsSubject && (
            <td>
              <code>{line.subject}</code>
            </td>
          )}
          <td class="actor">{nameOf(line.actor)}</td>
          <td class="audit-change">
            <Change words={changeIn(line)} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

const glance = 120; // Characters that are read without being asked for.

/** What is long, such as all of a new thing, opens when it is asked for. */
function Change({ words }: { words: string }) {
  if (words.length <= glance) return <code>{words}</code>;
  return (
    <details>
      <summary>
        <code>{words.slice(0, glance)}…</code>
      </summary>
      <code>{words}</code>
    </details>
  );
}

/** `status: "active" → "disabled"`. What is only in `before` stayed as it was, unless nothing is left. */
function changeIn({ before, after }: AuditLine): string {
  const names = Object.keys(after ?? before ?? {});
  return names
    .map((name) => {
      const [old, now] = [before?.[name], after?.[name]].map((value) => JSON.stringify(value));
      return old === undefined ? `${name}: ${now}` : `${name}: ${old} → ${now ?? ''}`;
    })
    .join('; ');
}
