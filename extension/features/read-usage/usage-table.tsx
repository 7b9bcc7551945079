import type { UsageRow } from '../../../shared/api/operations/usage.ts';
import { useActors } from '../../ui/actors.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import type { UsageQuestion } from './read-usage-model.ts';

export interface UsageTableProps {
  readonly rows: readonly UsageRow[];
  readonly by: UsageQuestion['by'];
}

/** The sums in numbers. */
export function UsageTable({ rows, by }: UsageTableProps) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const locale = useLocale();
  const { format } = new Intl.NumberFormat(locale);
  const wordsOf = (name: string) => {
    if (name === '') return t('usageOther');
    return by === 'day' ? writeDay(name, locale) : nameOf(name);
  };
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
            <th scope="row">{wordsOf(name)}</th>
            <td class="number">{format(row.calls)}</td>
            <td class="number">{format(row.refused)}</td>
            <td class="number">{format(row.bytesIn)}</td>
            <td class="number">{format(row.bytesOut)}</td>
            <td>
              <progress aria-label={wordsOf(name)} max={most} value={row.calls + row.refused} />
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

/** `Wed, Nov 25, 2026` */
function writeDay(day: string, locale: string): string {
  const words = {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  } as const;
  return new Date(day).toLocaleDateString(locale, words);
}

/** Days by the calendar, the newest first; everything else as it came, by use. */
function inOrder(rows: readonly UsageRow[]): readonly UsageRow[] {
  return rows.toSorted((one, other) => (other.day ?? '').localeCompare(one.day ?? ''));
}
