import { transports } from '../../../shared/image/fields.ts';
import { environments } from '../../../shared/image/image.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import type { ImageDraft, ManageImagesModel, PresetDraft } from './manage-images-model.ts';

const examples = { url: 'https://mcp.acme.example/mcp', header: 'Authorization' } as const;

interface FormProps<Draft> {
  readonly model: ManageImagesModel;
  readonly draft: Draft;
}

/** An MCP server of one's own: where it is, and what it wants to see. */
export function ImageForm({ model, draft }: FormProps<ImageDraft>) {
  const t = useTranslate();
  const { write } = model;
  return (
    <form class="card" aria-label={t('newImage')} onSubmit={submitTo(model.create)}>
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
        <TextField
          label={t('imageUrl')}
          kind="url"
          required
          placeholder={examples.url}
          value={draft.url}
          onInput={(url) => write({ url })}
        />
        <Pick
          label={t('transport')}
          options={transports.map((each): [typeof each, string] => [each, each])}
          value={draft.transport}
          onPick={(transport) => write({ transport })}
        />
        <Credential model={model} draft={draft} />
      </div>
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}

function Credential({ model: { write }, draft }: FormProps<ImageDraft>) {
  const t = useTranslate();
  return (
    <>
      <TextField
        label={t('imageHeader')}
        note={t('imageHeaderNote')}
        placeholder={examples.header}
        value={draft.header}
        onInput={(header) => write({ header })}
      />
      <TextField
        label={t('imageCredential')}
        kind="password"
        value={draft.value}
        onInput={(value) => write({ value })}
      />
    </>
  );
}

/** The images of an AgentBay account, by its key. */
export function AgentBayForm({ model, draft }: FormProps<PresetDraft>) {
  const t = useTranslate();
  return (
    <form class="card" aria-label={t('agentBay')} onSubmit={submitTo(model.createPreset)}>
      <p>{t('agentBayNote')}</p>
      <div class="fields">
        <TextField
          label={t('agentBayKey')}
          kind="password"
          required
          value={draft.apiKey}
          onInput={(apiKey) => model.writePreset({ apiKey })}
        />
        <Pick
          label={t('region')}
          options={[
            ['intl', t('region_intl')],
            ['cn', t('region_cn')],
          ]}
          value={draft.region}
          onPick={(region) => model.writePreset({ region })}
        />
      </div>
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}

function submitTo(send: () => Promise<void>) {
  return (event: Event) => {
    event.preventDefault();
    void send();
  };
}
