import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ManageImagesModel, PresetDraft } from './manage-images-model.ts';

export interface AgentBayFormProps {
  readonly model: ManageImagesModel;
  readonly draft: PresetDraft;
}

/** The images of an AgentBay account, by its key. */
export function AgentBayForm({ model, draft }: AgentBayFormProps) {
  const t = useTranslate();
  const submit = (event: Event) => {
    event.preventDefault();
    void model.preset.save();
  };
  return (
    <form class="card" aria-label={t('agentBay')} onSubmit={submit}>
      <p>{t('agentBayNote')}</p>
      <div class="fields">
        <TextField
          label={t('agentBayKey')}
          kind="password"
          required
          value={draft.apiKey}
          onInput={(apiKey) => model.preset.write({ apiKey })}
        />
        <Pick
          label={t('region')}
          options={[
            ['intl', t('region_intl')],
            ['cn', t('region_cn')],
          ]}
          value={draft.region}
          onPick={(region) => model.preset.write({ region })}
        />
      </div>
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}
