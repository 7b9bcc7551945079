import { DataTable } from '../../ui/data-table.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import type { ChangeKeysModel } from './change-keys-model.ts';
import { chooseListedId } from './choose-listed.tsx';
import type { Run } from './follow-run.ts';

const mostShown = 100;

interface BulkResultsProps {
  readonly model: ChangeKeysModel;
  readonly run: Run;
}

/** How far a run is, and what became of each key: what was refused comes first. */
export function BulkResults({ model, run }: BulkResultsProps) {
  const t = useTranslate();
  const { results, total } = run;
  const refused = results.filter(({ ok }) => !ok);
  const shown = [...refused, ...results.filter(({ ok }) => ok)].slice(0, mostShown);
  return (
    <section class="card run" aria-labelledby="bulk-title">
      <div class="section-head">
        <h3 id="bulk-title">{t(run.isRunning ? 'changeBusy' : 'bulkDone')}</h3>
        <span class="project" role="status">
          {t('bulkResult', String(results.length - refused.length), String(refused.length))}
        </span>
        <RunActions model={model} run={run} />
      </div>
      <progress aria-label={t('bulkProgress')} max={Math.max(1, total)} value={results.length} />
      {shown.length > 0 && (
        <DataTable label={t('bulkResults')} columns={[t('key'), t('bulkOutcome')]}>
          {shown.map((result) => (
            <Outcome key={result.id} result={result} />
          ))}
        </DataTable>
      )}
      {results.length > shown.length && (
        <p class="none">{t('bulkNotShown', String(results.length - shown.length))}</p>
      )}
    </section>
  );
}

function RunActions({ model, run }: BulkResultsProps) {
  const t = useTranslate();
  const undoable = model.undo.count.value;
  if (run.isRunning) {
    return (
      <button type="button" key="stop" ref={takeFocus} onClick={model.stop}>
        {t('stop')}
      </button>
    );
  }
  const close = () => {
    model.close();
    document.getElementById(chooseListedId)?.focus();
  };
  return (
    <>
      {undoable > 0 && (
        <button type="button" onClick={() => void model.undo.run()}>
          {t('bulkRun', t('undo'), String(undoable))}
        </button>
      )}
      <button type="button" key="close" ref={takeFocus} onClick={close}>
        {t('close')}
      </button>
    </>
  );
}

function Outcome({ result }: { result: Run['results'][number] }) {
  const t = useTranslate();
  return (
    <tr>
      <th scope="row">{result.name}</th>
      <td>
        <span class={result.ok ? 'badge good' : 'badge bad'}>
          {t(result.ok ? 'outcome_done' : 'outcome_refused')}
        </span>
        {!result.ok && <FailureText failure={result.code} />}
      </td>
    </tr>
  );
}
