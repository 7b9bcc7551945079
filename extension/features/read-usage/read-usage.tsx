import { usageGroups } from '../../../shared/api/operations/usage.ts';
import type { DrawBars } from '../../platform/draw-bars.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ReadUsageModel } from './read-usage-model.ts';
import { UsageChart } from './usage-chart.tsx';
import { UsageTable } from './usage-table.tsx';

export interface UsageReportProps {
  readonly model: ReadUsageModel;
  readonly drawBars: DrawBars;
  /** All of it is of one key. */
  readonly isOfKey?: boolean;
}

/** All usage of the project. */
export function ReadUsage(props: UsageReportProps) {
  const t = useTranslate();
  return (
    <section class="page" aria-labelledby="usage-title">
      <div class="section-head">
        <h2 id="usage-title">{t('section_usage')}</h2>
        <span class="project">{t('usageNote')}</span>
      </div>
      <div class="card">
        <UsageReport {...props} />
      </div>
    </section>
  );
}

/** Calls, refusals and bytes, gathered by one thing: a chart of the days, and a table of the sums. */
export function UsageReport({ model, drawBars, isOfKey = false }: UsageReportProps) {
  const t = useTranslate();
  const { remote } = model;
  const found = remote.value.value;
  return (
    <>
      <Question model={model} isOfKey={isOfKey} />
      <RemoteNotice remote={remote} />
      {found?.rows.length === 0 && <p class="none">{t('usageNone')}</p>}
      {found !== null && found.rows.length > 0 && (
        <>
          <UsageChart bars={found.bars} drawBars={drawBars} />
          <UsageTable {...found} />
        </>
      )}
      {found?.isCut === true && <p role="status">{t('usageCut')}</p>}
    </>
  );
}

function Question({ model, isOfKey }: { model: ReadUsageModel; isOfKey: boolean }) {
  const t = useTranslate();
  const { from, to, by } = model.question.value;
  const groups = usageGroups.filter((group) => !isOfKey || group !== 'key');
  return (
    <div class="fields">
      <Pick
        label={t('usageBy')}
        options={groups.map((group) => [group, t(`group_${group}`)])}
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
  );
}
