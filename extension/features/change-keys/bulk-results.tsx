import { DataTable } from '../../ui/data-table.tsx';
import { failureMessage } from '../../ui/failure-message.ts';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import type { ChangeKeysModel } from './change-keys-model.ts';
import type { Run } from './follow-run.ts';

const mostShown = 100;

/** How far a run is, and what became of each key: what was refused comes first. */
export function BulkResults({ model, run }: { model: ChangeKeysModel; run: Run }) {
  const t = useTranslate();
  const { results, total, isRunning } = run;
  const refused = results.filter(({ ok }) => !ok);
  const shown = [...refused, ...results.filter(({ ok }) => ok)].slice(0, mostShown);
  return (
    <section class="card" aria-labelledby="bulk-title">
      <div class="section-head">
        <h3 id="bulk-title">{t(isRunning ? 'changeBusy' : 'bulkDone')}</h3>
        <span class="project" role="status">
          {t('bulkResult', String(results.length - refused.length), String(refused.length))}
        </span>
        {isRunning ? (
          <button type="button" onClick={model.stop}>
            {t('stop')}
          </button>
        ) : (
          <button type="button" ref={takeFocus} onClick={model.close}>
            {t('close')}
          </button>
        )}
      </div>
      <progress aria-label={t('bulkProgress')} max={Math.max(1, total)} value={results.length} />
      {shown.length > 0 && (
        <DataTable label={t('bulkResults')} columns={[t('key'), t('bulkOutcome')]}>
          {shown.map((result) => (
            <tr key={result.id}>
              <th scope="row">{result.name}</th>
              <td>
                {result.ok ? (
                  <span class="badge good">{t('outcome_done')}</span>
                ) : (
                  <>
                    <span class="badge bad">{t('outcome_refused')}</span> {t(failureMessage(result.code))}
                  </>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {results.length > shown.length && (
        <p class="none">{t('bulkNotShown', String(results.length - shown.length))}</p>
      )}
    </section>
  );
}
