import type { AuditLine } from '../../../shared/audit/audit.ts';
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
          <td>{line.actor}</td>
          <td class="audit-change">
            <code>{changeIn(line)}</code>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** `status: "active" → "disabled"` */
function changeIn({ before, after }: AuditLine): string {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => {
      const [old, now] = [before?.[name], after?.[name]].map((value) => JSON.stringify(value));
      return old === undefined ? `${name}: ${now}` : `${name}: ${old} → ${now ?? ''}`;
    })
    .join('; ');
}
