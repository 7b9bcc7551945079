import type { UsageRow } from '../../../shared/api/operations/usage.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import type { UsageQuestion } from './read-usage-model.ts';

export interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  readonly by: UsageQuestion['by'];
  readonly nameOf: (id: string) => string;
}

/** The sums in numbers. */
export function UsageTable({ rows, by, nameOf }: UsageTableProps) {
  const t = useTranslate();
  const { format } = new Intl.NumberFormat(useLocale());
  const most = Math.max(1, ...rows.map(({ calls, refused }) => calls + refused));
  const columns = [
    t(`group_${by}`),
    t('calls'),
    t('usageRefused'),
    t('usageIn'),
    t('usageOut'),
    t('usageShare'),
  ];
  return (
    <DataTable label={t('section_usage')} columns={columns}>
      {inOrder(rows).map((row) => {
        const name = row[by] ?? '';
        return (
          <tr key={name}>
            <th scope="row">{name === '' ? t('usageOther') : nameOf(name)}</th>
            <td class="number">{format(row.calls)}</td>
            <td class="number">{format(row.refused)}</td>
            <td class="number">{format(row.bytesIn)}</td>
            <td class="number">{format(row.bytesOut)}</td>
            <td>
              <progress aria-label={name} max={most} value={row.calls + row.refused} />
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

/** Days by the calendar, the newest first; everything else as it came, by use. */
function inOrder(rows: readonly UsageRow[]): readonly UsageRow[] {
  return rows.toSorted((one, other) => (other.day ?? '').localeCompare(one.day ?? ''));
}
