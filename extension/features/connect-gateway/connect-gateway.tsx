import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import { fieldOf, type ConnectField, type ConnectGatewayModel } from './connect-gateway-model.ts';

/** The way in: where the Worker is, and the token that opens it. */
export function ConnectGateway({ model }: { model: ConnectGatewayModel }) {
  const t = useTranslate();
  const failure = model.failure.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.submit();
  };
  return (
    <form class="connect" noValidate aria-label={t('connectTitle')} aria-busy={model.busy} onSubmit={submit}>
      <label class="field">
        <span>{t('connectAddress')}</span>
        <input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellcheck={false}
          value={model.address}
          {...faultOf('address', model)}
          onInput={({ currentTarget }) => void (model.address.value = currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t('connectToken')}</span>
        <input
          type="password"
          autoComplete="off"
          ref={takeFocus}
          value={model.token}
          {...faultOf('token', model)}
          onInput={({ currentTarget }) => void (model.token.value = currentTarget.value)}
        />
      </label>
      <Remember model={model} />
      <div role="alert">{failure && <FailureText id="connect-failure" failure={failure} />}</div>
      <button type="submit" class="primary" disabled={model.busy}>
        {t(model.busy.value ? 'connectBusy' : 'connect')}
      </button>
    </form>
  );
}

function Remember({ model }: { model: ConnectGatewayModel }) {
  const t = useTranslate();
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={model.remember}
        aria-describedby="remember-note"
        onChange={({ currentTarget }) => void (model.remember.value = currentTarget.checked)}
      />
      <span>{t('connectRemember')}</span>
      <small id="remember-note">{t('connectRememberNote')}</small>
    </label>
  );
}

function faultOf(field: ConnectField, { failure }: ConnectGatewayModel) {
  return fieldOf(failure.value) === field
    ? { 'aria-invalid': true, 'aria-describedby': 'connect-failure' }
    : {};
}
