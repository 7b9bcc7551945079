import { transports } from '../../../shared/image/fields.ts';
import { environments } from '../../../shared/image/image.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { channels, credentialPlaces, type ImageDraft } from './image-draft.ts';
import type { ManageImagesModel } from './manage-images-model.ts';

const exampleUrl = 'https://mcp.acme.example/mcp';

export interface ImageFormProps {
  readonly model: ManageImagesModel;
  readonly draft: ImageDraft;
}

/** An MCP server of one's own: where it is, and what it wants to see. */
export function ImageForm({ model, draft }: ImageFormProps) {
  const t = useTranslate();
  const { write } = model;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  const words = draft.id === null ? t('newImage') : t('editRule', draft.title);
  return (
    <form class="card" aria-label={words} onSubmit={submit}>
      <div class="fields">
        <TextField
          label={t('columnName')}
          required
          maxLength={64}
          value={draft.title}
          onInput={(title) => write({ title })}
        />
        <Pick
          label={t('environments')}
          options={environments.map((each) => [each, t(`environment_${each}`)])}
          value={draft.environment}
          onPick={(environment) => write({ environment })}
        />
        <Server model={model} draft={draft} />
        <Credential model={model} draft={draft} />
      </div>
      <TextField label={t('note')} maxLength={200} value={draft.note} onInput={(note) => write({ note })} />
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}

function Server({ model: { write }, draft }: ImageFormProps) {
  const t = useTranslate();
  return (
    <>
      <TextField
        label={t('imageUrl')}
        kind="url"
        required
        placeholder={exampleUrl}
        value={draft.url}
        onInput={(url) => write({ url })}
      />
      <Pick
        label={t('transport')}
        options={transports.map((each): [typeof each, string] => [each, each])}
        value={draft.transport}
        onPick={(transport) => write({ transport })}
      />
      <Pick
        label={t('channel')}
        options={channels.map((each) => [each, t(`channel_${each}`)])}
        value={draft.channel}
        onPick={(channel) => write({ channel })}
      />
    </>
  );
}

function Credential({ model: { write }, draft }: ImageFormProps) {
  const t = useTranslate();
  const places = credentialPlaces.filter((place) => place !== 'keep' || draft.id !== null);
  return (
    <>
      <Pick
        label={t('imageCredential')}
        options={places.map((place) => [place, t(`credential_${place}`)])}
        value={draft.place}
        onPick={(place) => write({ place })}
      />
      {(draft.place === 'header' || draft.place === 'query') && (
        <>
          <TextField
            label={t('credentialName')}
            required
            maxLength={64}
            value={draft.name}
            onInput={(name) => write({ name })}
          />
          <TextField
            label={t('credentialValue')}
            note={t('credentialValueNote')}
            kind="password"
            required
            value={draft.value}
            onInput={(value) => write({ value })}
          />
        </>
      )}
    </>
  );
}
