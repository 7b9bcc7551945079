import type { Image } from '../../../shared/image/image.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ChooseImages } from '../choose-images/choose-images.tsx';
import type { EditKeyModel } from './edit-key-model.ts';
import type { KeyDraft } from './key-draft.ts';

export interface EditKeyProps {
  readonly model: EditKeyModel;
  readonly draft: KeyDraft;
  readonly images: readonly Image[];
  readonly isBusy: boolean;
}

/** Everything that is written on a key. */
export function EditKey({ model, draft, images, isBusy }: EditKeyProps) {
  const t = useTranslate();
  const { write } = model;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  return (
    <form class="card" aria-label={t('editKey')} onSubmit={submit}>
      <Texts draft={draft} write={model.write} />
      <ChooseImages images={images} chosen={draft.images} onChange={(chosen) => write({ images: chosen })} />
      <CheckField
        label={t('protected')}
        note={t('protectedNote')}
        checked={draft.protected}
        onChange={(isProtected) => write({ protected: isProtected })}
      />
      <FormButtons submit="save" isBlocked={isBusy} onCancel={model.cancel} />
    </form>
  );
}

function Texts({ draft, write }: Pick<EditKeyProps, 'draft'> & Pick<EditKeyModel, 'write'>) {
  const t = useTranslate();
  return (
    <>
      <div class="fields">
        <TextField
          label={t('createName')}
          required
          maxLength={64}
          value={draft.name}
          onInput={(name) => write({ name })}
        />
        <TextField
          label={t('owner')}
          maxLength={128}
          value={draft.owner}
          onInput={(owner) => write({ owner })}
        />
        <TextField
          label={t('tags')}
          note={t('tagsNote')}
          value={draft.tags}
          onInput={(tags) => write({ tags })}
        />
        <TextField
          label={t('expires')}
          note={t('expiresNote')}
          kind="datetime-local"
          value={draft.expires}
          onInput={(expires) => write({ expires })}
        />
      </div>
      <TextField
        label={t('note')}
        kind="area"
        maxLength={1000}
        value={draft.note}
        onInput={(note) => write({ note })}
      />
    </>
  );
}
