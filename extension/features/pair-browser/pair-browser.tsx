import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import type { PairBrowserModel, Shown } from './pair-browser-model.ts';
import { isAboutAddress } from './pair-fields.ts';

/** The way in: where the Worker is, then a code that somebody approves there. */
export function PairBrowser({ model }: { model: PairBrowserModel }) {
  const shown = model.waiting.value;
  return shown === null ? <PairForm model={model} /> : <PairWaiting model={model} shown={shown} />;
}

function PairForm({ model }: { model: PairBrowserModel }) {
  const t = useTranslate();
  const failure = model.failure.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.submit();
  };
  const fault = { 'aria-invalid': true, 'aria-describedby': 'pair-failure' };
  return (
    <form class="pair" noValidate aria-label={t('pairTitle')} aria-busy={model.busy} onSubmit={submit}>
      <label class="field">
        <span>{t('connectAddress')}</span>
        <input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellcheck={false}
          ref={takeFocus}
          value={model.address}
          {...(isAboutAddress(failure) && fault)}
          onInput={({ currentTarget }) => void (model.address.value = currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t('pairName')}</span>
        <input
          type="text"
          autoComplete="off"
          maxLength={64}
          value={model.name}
          {...(failure === 'name_invalid' && fault)}
          onInput={({ currentTarget }) => void (model.name.value = currentTarget.value)}
        />
      </label>
      <div role="alert">{failure && <FailureText id="pair-failure" failure={failure} />}</div>
      <button type="submit" class="primary" disabled={model.busy}>
        {t(model.busy.value ? 'pairBusy' : 'pair')}
      </button>
    </form>
  );
}

function PairWaiting({ model, shown }: { model: PairBrowserModel; shown: Shown }) {
  const t = useTranslate();
  return (
    <div class="pair" role="status" data-waiting={shown.code}>
      <p>{t('pairWaiting')}</p>
      <dl class="pair-signs">
        <dt>{t('pairCode')}</dt>
        <dd class="pair-code">{shown.code}</dd>
        <dt>{t('pairWords')}</dt>
        <dd class="pair-words" lang="en">
          {shown.words.join(' ')}
        </dd>
      </dl>
      <small>{t('pairWordsNote')}</small>
      <div class="actions">
        <button type="button" class="primary" onClick={model.openPage}>
          {t('pairOpen')}
        </button>
        <button type="button" onClick={() => void model.cancel()}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
}
