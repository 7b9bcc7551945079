import type { Image } from '../../../shared/image/image.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ChooseImages } from '../choose-images/choose-images.tsx';
import { limitNames, type PolicyDraft } from './policy-draft.ts';

export interface PolicyFieldsProps {
  readonly draft: PolicyDraft;
  readonly images: readonly Image[];
  readonly write: (change: Partial<PolicyDraft>) => void;
}

/** Everything a policy says, but for its rules. */
export function PolicyFields({ draft, images, write }: PolicyFieldsProps) {
  const t = useTranslate();
  return (
    <div class="card">
      <TextField
        label={t('columnName')}
        required
        maxLength={128}
        value={draft.name}
        onInput={(name) => write({ name })}
      />
      <ChooseImages images={images} chosen={draft.images} onChange={(chosen) => write({ images: chosen })} />
      <Times draft={draft} write={write} />
      <div class="fields">
        {limitNames.map((name) => (
          <TextField
            key={name}
            label={t(`limit_${name}`)}
            kind="number"
            note={t('limitNote')}
            value={draft[name]}
            onInput={(text) => write({ [name]: text })}
          />
        ))}
      </div>
      <Guards draft={draft} write={write} />
    </div>
  );
}

type PartProps = Omit<PolicyFieldsProps, 'images'>;

/** How long sessions may last. */
function Times({ draft, write }: PartProps) {
  const t = useTranslate();
  return (
    <>
      <CheckField
        label={t('policyRelease')}
        note={t('policyReleaseNote')}
        checked={draft.isReleased}
        onChange={(isReleased) => write({ isReleased })}
      />
      <div class="fields">
        {draft.isReleased && (
          <>
            <TextField
              label={t('policyMcpIdle')}
              kind="number"
              value={draft.mcpIdleMinutes}
              onInput={(mcpIdleMinutes) => write({ mcpIdleMinutes })}
            />
            <TextField
              label={t('policyUserIdle')}
              kind="number"
              value={draft.userIdleMinutes}
              onInput={(userIdleMinutes) => write({ userIdleMinutes })}
            />
          </>
        )}
        <TextField
          label={t('policyMaxRun')}
          kind="number"
          value={draft.maxRunMinutes}
          onInput={(maxRunMinutes) => write({ maxRunMinutes })}
        />
      </div>
    </>
  );
}

/** From where calls may come, and what is to be hidden or held. */
function Guards({ draft, write }: PartProps) {
  const t = useTranslate();
  return (
    <>
      <CheckField
        label={t('policyAnywhere')}
        checked={draft.isFromAnywhere}
        onChange={(isFromAnywhere) => write({ isFromAnywhere })}
      />
      {!draft.isFromAnywhere && (
        <TextField
          label={t('policyRanges')}
          note={t('policyRangesNote')}
          kind="area"
          value={draft.ipRanges}
          onInput={(ipRanges) => write({ ipRanges })}
        />
      )}
      <CheckField
        label={t('policyToolChanges')}
        note={t('policyToolChangesNote')}
        checked={draft.toolChanges === 'block'}
        onChange={(blocks) => write({ toolChanges: blocks ? 'block' : 'allow' })}
      />
      <CheckField
        label={t('policyStealth')}
        note={t('policyStealthNote')}
        checked={draft.stealth}
        onChange={(stealth) => write({ stealth })}
      />
    </>
  );
}
