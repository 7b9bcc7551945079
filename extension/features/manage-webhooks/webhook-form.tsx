import { webhookEvents } from '../../../shared/webhook/event.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { ManageWebhooksModel, WebhookDraft } from './manage-webhooks-model.ts';
import { eventWords } from './event-words.ts';

const exampleUrl = 'https://hooks.acme.example/keyharbor';

/** Where to tell, and of what. */
export function WebhookForm({ model, draft }: { model: ManageWebhooksModel; draft: WebhookDraft }) {
  const t = useTranslate();
  const { url, events } = draft;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  return (
    <form class="card" aria-label={t('newWebhook')} onSubmit={submit}>
      <TextField
        label={t('webhookUrl')}
        kind="url"
        required
        placeholder={exampleUrl}
        value={url}
        onInput={(text) => model.write({ url: text })}
      />
      <fieldset>
        <legend>{t('webhookEvents')}</legend>
        <div class="checks">
          {webhookEvents.map((event) => (
            <CheckField
              key={event}
              label={eventWords(event, t)}
              note={event}
              checked={events.includes(event)}
              onChange={(isIn) =>
                model.write({ events: isIn ? [...events, event] : events.filter((each) => each !== event) })
              }
            />
          ))}
        </div>
      </fieldset>
      <FormButtons
        submit="save"
        isBlocked={model.remote.busy.value || events.length === 0}
        onCancel={model.cancel}
      />
    </form>
  );
}
