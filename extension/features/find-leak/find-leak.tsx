import { FailureText } from '../../ui/failure-text.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { useRights } from '../../ui/rights.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { writeRoute } from '../navigate/route.ts';
import type { FindLeakModel } from './find-leak-model.ts';

/** Paste what was found; it says whose it is, and what can be done. */
export function FindLeak({ model }: { model: FindLeakModel }) {
  const t = useTranslate();
  const rights = useRights();
  const { text, remote, reported, paste, report } = model;
  const found = remote.value.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void remote.read();
  };
  return (
    <details class="card leak">
      <summary>{t('leakTitle')}</summary>
      <form class="page" aria-label={t('leakTitle')} onSubmit={submit}>
        <TextField
          label={t('leakText')}
          note={t('leakNote')}
          kind="password"
          maxLength={4096}
          value={text.value}
          onInput={paste}
        />
        <div class="actions">
          <button type="submit" disabled={remote.busy.value || text.value.trim() === ''}>
            {t('leakFind')}
          </button>
          {found !== null && !reported.value && rights('reportLeaks') && (
            <ConfirmButton word={t('leakReport')} label={t('leakReport')} onYes={() => void report()} />
          )}
        </div>
        <div role="status">
          {remote.failure.value !== null && <FailureText failure={remote.failure.value} />}
          {found !== null && (
            <p>
              {t('leakOf')} <a href={writeRoute('keys', found.key.id)}>{found.key.name}</a>{' '}
              <span class="badge">{t(`status_${found.key.status}`)}</span>{' '}
              {found.ticket !== null && t('leakTicket', found.ticket.label)}{' '}
              {reported.value && t('saidReported')}
            </p>
          )}
        </div>
      </form>
    </details>
  );
}
