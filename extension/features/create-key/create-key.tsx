import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
import type { CreateKeyModel } from './create-key-model.ts';

export interface CreateKeyProps {
  readonly model: CreateKeyModel;
  /** The new key is in the list. */
  readonly onCreated: () => void;
}

/** Asks for a name, and makes a key of it. */
export function CreateKey({ model, onCreated }: CreateKeyProps) {
  const t = useTranslate();
  const failure = model.failure.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await model.submit()) onCreated();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault(); // Else the browser closes the popup as well.
    model.close();
  };
  return (
    <form
      class="create-key"
      noValidate
      aria-label={t('createTitle')}
      aria-busy={model.busy}
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKeyDown}
    >
      <label class="field">
        <span>{t('createName')}</span>
        <input
          type="text"
          ref={takeFocus}
          autoComplete="off"
          maxLength={64}
          placeholder={t('createNameExample')}
          value={model.name}
          {...(failure && { 'aria-invalid': true, 'aria-describedby': 'create-failure' })}
          onInput={({ currentTarget }) => void (model.name.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary" disabled={model.busy}>
        {t(model.busy.value ? 'createBusy' : 'create')}
      </button>
      <button type="button" onClick={model.close}>
        {t('cancel')}
      </button>
      <div role="alert">{failure && <FailureText id="create-failure" failure={failure} />}</div>
    </form>
  );
}
