import { useSignal } from '@preact/signals';

import { useTranslate } from '../../ui/messages.ts';

export interface ShowDiagnosticsProps {
  readonly text: string;
  readonly writeClipboard: (text: string) => Promise<void>;
}

/** What this is, and what to send along with a report. */
export function ShowDiagnostics({ text, writeClipboard }: ShowDiagnosticsProps) {
  const t = useTranslate();
  const copied = useSignal<boolean | null>(null);
  const copy = () =>
    writeClipboard(text).then(
      () => void (copied.value = true),
      () => void (copied.value = false),
    );
  return (
    <section class="page" aria-labelledby="about-title">
      <div class="section-head">
        <h2 id="about-title">{t('section_about')}</h2>
        <span class="project">{t('extDescription')}</span>
      </div>
      <div class="card">
        <p>{t('diagnosticsNote')}</p>
        <pre class="preview" tabIndex={0} aria-label={t('diagnostics')}>
          {text}
        </pre>
        <div class="actions">
          <button type="button" class="primary" onClick={() => void copy()}>
            {t(copied.value === true ? 'copied' : 'copyDiagnostics')}
          </button>
          <span role="status">{copied.value === false && t('error_clipboard_denied')}</span>
        </div>
      </div>
    </section>
  );
}
