import type { Image } from '../../../shared/image/image.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import type { HandOutTicketsModel, TicketDraft } from './hand-out-tickets-model.ts';

export interface NewTicketProps {
  readonly model: HandOutTicketsModel;
  readonly draft: TicketDraft;
  readonly images: readonly Image[];
}

/** For which image, whom, and how long. */
export function NewTicket({ model, draft, images }: NewTicketProps) {
  const t = useTranslate();
  const submit = (event: Event) => {
    event.preventDefault();
    void model.create();
  };
  return (
    <form class="confirm" aria-label={t('newTicket')} onSubmit={submit}>
      <div class="fields">
        <TextField
          label={t('label')}
          note={t('labelNote')}
          required
          maxLength={64}
          value={draft.label}
          onInput={(label) => model.write({ label })}
        />
        <Pick
          label={t('image')}
          options={images.map(({ id, title }): [string, string] => [id, title])}
          value={draft.image}
          onPick={(image) => model.write({ image })}
        />
        <TextField
          label={t('expires')}
          note={t('ticketExpiresNote')}
          kind="datetime-local"
          value={draft.expires}
          onInput={(expires) => model.write({ expires })}
        />
      </div>
      <FormButtons submit="createAndCopy" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}
