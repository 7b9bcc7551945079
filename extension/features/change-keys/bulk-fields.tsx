import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import type { BulkDraft } from './bulk-draft.ts';

export interface BulkFieldsProps {
  readonly draft: BulkDraft;
  readonly policies: readonly PolicyView[];
  readonly write: (change: Partial<BulkDraft>) => void;
}

/** What else a command has to be told. */
export function BulkFields({ draft, policies, write }: BulkFieldsProps) {
  const t = useTranslate();
  if (draft.kind === 'disable') {
    const onChange = (drains: boolean) => write({ drains });
    return <CheckField label={t('bulkDrain')} checked={draft.drains} onChange={onChange} />;
  }
  if (draft.kind === 'set_expiry') {
    return (
      <TextField
        label={t('expires')}
        note={t('expiresNote')}
        kind="datetime-local"
        value={draft.expires}
        onInput={(expires) => write({ expires })}
      />
    );
  }
  if (draft.kind === 'tag') {
    return (
      <>
        <TextField
          label={t('tagsAdd')}
          note={t('tagsNote')}
          value={draft.add}
          onInput={(add) => write({ add })}
        />
        <TextField label={t('tagsRemove')} value={draft.remove} onInput={(remove) => write({ remove })} />
      </>
    );
  }
  return draft.kind === 'assign' ? <Assign draft={draft} policies={policies} write={write} /> : null;
}

function Assign({ draft, policies, write }: BulkFieldsProps) {
  const t = useTranslate();
  return (
    <>
      <Pick
        label={t('policyNew')}
        options={[
          ['', t('chooseOne')],
          ...policies.map((each): [string, string] => [each.id, nameOfPolicy(each, t)]),
        ]}
        value={draft.policy}
        onPick={(policy) => write({ policy })}
      />
      <CheckField
        label={t('policyEndsSessions')}
        note={t('policyActsLater')}
        checked={draft.endsSessions}
        onChange={(endsSessions) => write({ endsSessions })}
      />
    </>
  );
}
