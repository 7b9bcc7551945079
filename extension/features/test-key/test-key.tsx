import type { KeyView } from '../../../shared/key/key.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { TestKeyModel, TestOutcome } from './test-key-model.ts';

export interface TestKeyProps {
  readonly row: KeyView;
  readonly model: TestKeyModel;
}

/** Tries the address on offer with this key. */
export function TestKeyButton({ row, model }: TestKeyProps) {
  const t = useTranslate();
  return (
    <button
      type="button"
      class="quiet"
      aria-label={t('testKeyOf', row.name)}
      onClick={() => void model.test(row)}
    >
      {t('testKey')}
    </button>
  );
}

/** What became of it: the tools that a client would get, or why there are none and what to do. */
export function TestedKey({ row, model }: TestKeyProps) {
  const t = useTranslate();
  const outcome = model.outcomeOf(row.id);
  if (outcome === null) return null;
  return (
    <div class="tested" aria-busy={outcome.kind === 'busy'}>
      <Outcome outcome={outcome} />
      <button type="button" class="quiet" onClick={model.cancel}>
        {t(outcome.kind === 'busy' ? 'cancel' : 'close')}
      </button>
    </div>
  );
}

function Outcome({ outcome }: { outcome: TestOutcome }) {
  const t = useTranslate();
  const { title } = outcome.image;
  if (outcome.kind === 'busy') return <p>{t('testBusy', title)}</p>;
  if (outcome.kind === 'failed') return <FailureText failure={outcome.failure} />;
  const { tools, hasMore, latencyMs } = outcome;
  return (
    <>
      <p class="good">{t('testWorks', title, String(latencyMs))}</p>
      {tools.length === 0 ? (
        <p>{t('testNoTools')}</p>
      ) : (
        <ul aria-label={t('testTools')} tabIndex={0}>
          {tools.map((tool) => (
            <li key={tool.name}>
              <code>{tool.name}</code> {tool.title !== tool.name && tool.title}
            </li>
          ))}
          {hasMore && <li>{t('testMore')}</li>}
        </ul>
      )}
    </>
  );
}
