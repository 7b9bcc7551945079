import type { Suggestion } from '../../../shared/context/suggest.ts';
import { useTranslate } from '../../ui/messages.ts';
import type { RuleSitesModel } from './rule-sites-model.ts';

const exampleAddress = 'https://wiki.acme.example/home';

/** Which rule wins on an address, and what would have come after it. */
export function RuleTester({ model }: { model: RuleSitesModel }) {
  const t = useTranslate();
  const { tried, candidates } = model;
  return (
    <div class="card">
      <label class="field">
        <span>{t('ruleTester')}</span>
        <input
          type="url"
          placeholder={exampleAddress}
          value={tried.value}
          onInput={({ currentTarget }) => void (tried.value = currentTarget.value)}
        />
      </label>
      <div role="status">
        <ol class="rule-list" aria-label={t('ruleTester')}>
          {tried.value !== '' &&
            candidates.value.map((each, at) => <Candidate key={at} suggestion={each} isBest={at === 0} />)}
        </ol>
      </div>
    </div>
  );
}

function Candidate({ suggestion, isBest }: { suggestion: Suggestion; isBest: boolean }) {
  const t = useTranslate();
  const { environment, reason, host } = suggestion;
  const words = `${t(`environment_${environment}`)} — ${t(`reason_${reason}`, host ?? '')}`;
  return <li>{isBest ? <strong>{words}</strong> : <span>{words}</span>}</li>;
}
