import { DataTable } from '../../ui/data-table.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { TryPolicyModel } from './try-policy-model.ts';

/** A draft, tried on what really happened. */
export function TryPolicy({ model, isDraftRight }: { model: TryPolicyModel; isDraftRight: boolean }) {
  const t = useTranslate();
  const { remote } = model;
  const trial = remote.value.value;
  const failure = remote.failure.value;
  return (
    <section class="card" aria-labelledby="trial-title">
      <div class="section-head">
        <h3 id="trial-title">{t('trialTitle')}</h3>
        <small class="project">{t('trialNote')}</small>
        <button
          type="button"
          disabled={remote.busy.value || !isDraftRight}
          onClick={() => void remote.read()}
        >
          {t(remote.busy.value ? 'trying' : 'trialRun')}
        </button>
      </div>
      <div role="status">
        {failure !== null && <FailureText failure={failure} />}
        {trial !== null && (
          <p>
            {t('trialResult', String(trial.refused), String(trial.calls), String(trial.undecided))}{' '}
            {t('trialKeys', String(trial.keys.asked), String(trial.keys.missed))}
          </p>
        )}
      </div>
      {trial !== null && trial.rules.length > 0 && (
        <DataTable
          label={t('trialTitle')}
          columns={[t('trialRule'), t('policyPattern'), t('code'), t('calls')]}
        >
          {trial.rules.map(({ rule, pattern, code, calls }) => (
            <tr key={`${code} ${rule}`}>
              <td>
                <code>{rule}</code>
              </td>
              <td>
                <code>{pattern}</code>
              </td>
              <td>{code}</td>
              <td class="number">{calls}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
