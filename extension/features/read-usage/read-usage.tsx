import { usageGroups, type UsageRow } from '../../../shared/api/operations/usage.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ReadUsageModel, UsageQuestion } from './read-usage-model.ts';

export interface ReadUsageProps {
  readonly model: ReadUsageModel;
  /** The name of a key or an image, where it is known. */
  readonly nameOf: (id: string) => string;
}

/** Calls, refusals and bytes, gathered by one thing. */
export function ReadUsage({ model, nameOf }: ReadUsageProps) {
  const t = useTranslate();
  const { remote, question } = model;
  const found = remote.value.value;
  return (
    <section class="page" aria-labelledby="usage-title">
      <div class="section-head">
        <h2 id="usage-title">{t('section_usage')}</h2>
        <span class="project">{t('usageNote')}</span>
      </div>
      <Question model={model} question={question.value} />
      <RemoteNotice remote={remote} />
      {found?.rows.length === 0 && <p class="none">{t('usageNone')}</p>}
      {found !== null && found.rows.length > 0 && <Rows {...found} nameOf={nameOf} />}
      {found?.isCut === true && <p role="status">{t('usageCut')}</p>}
    </section>
  );
}

function Question({ model, question }: { model: ReadUsageModel; question: UsageQuestion }) {
  const t = useTranslate();
  const { from, to, by } = question;
  return (
    <div class="card">
      <div class="fields">
        <Pick
          label={t('usageBy')}
          options={usageGroups.map((group) => [group, t(`group_${group}`)])}
          value={by}
          onPick={(picked) => void model.ask({ by: picked })}
        />
        <TextField
          label={t('auditFrom')}
          kind="date"
          value={from}
          onInput={(text) => void model.ask({ from: text })}
        />
        <TextField
          label={t('usageTo')}
          kind="date"
          value={to}
          onInput={(text) => void model.ask({ to: text })}
        />
      </div>
    </div>
  );
}

interface RowsProps extends Pick<ReadUsageProps, 'nameOf'> {
  readonly rows: readonly UsageRow[];
  readonly by: UsageQuestion['by'];
}

function Rows({ rows, by, nameOf }: RowsProps) {
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
      {rows.map((row) => {
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
