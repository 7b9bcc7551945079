import type { Image } from '../../../shared/image/image.ts';
import { wantKinds } from '../../../shared/policy/ask.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Explained, ExplainPolicyModel } from './explain-policy-model.ts';

export interface ExplainPolicyProps {
  readonly model: ExplainPolicyModel;
  readonly images: readonly Image[];
}

/** Whether a call would pass, and which part of the policy decides. */
export function ExplainPolicy({ model, images }: ExplainPolicyProps) {
  const t = useTranslate();
  const { trying, write, explained } = model;
  const { image, kind, name, ip, args } = trying.value;
  return (
    <section class="card" aria-labelledby="explain-title">
      <h3 id="explain-title">{t('explainTitle')}</h3>
      <div class="fields">
        <Pick
          label={t('image')}
          options={[['', t('chooseOne')], ...images.map((each): [string, string] => [each.id, each.title])]}
          value={image}
          onPick={(picked) => write({ image: picked })}
        />
        <Pick
          label={t('explainKind')}
          options={wantKinds.map((each) => [each, t(`want_${each}`)])}
          value={kind}
          onPick={(picked) => write({ kind: picked })}
        />
        <TextField label={t('explainName')} value={name} onInput={(text) => write({ name: text })} />
        <TextField label={t('explainIp')} value={ip} onInput={(text) => write({ ip: text })} />
      </div>
      <TextField
        label={t('explainArguments')}
        kind="area"
        value={args}
        onInput={(text) => write({ args: text })}
      />
      <div role="status">{explained.value !== null && <Answer explained={explained.value} />}</div>
    </section>
  );
}

function Answer({ explained }: { explained: Explained }) {
  const t = useTranslate();
  if (explained.kind === 'not_readable') return <p class="failure">{t('explainNotJson')}</p>;
  const { code, rule, pattern, pointer } = explained;
  return (
    <p>
      <span class={code === null ? 'badge good' : 'badge bad'}>
        {t(code === null ? 'explainPasses' : 'outcome_refused')}
      </span>{' '}
      {t('explainBy')} <code>{[rule, pattern, pointer].filter(Boolean).join('  ')}</code>
      {code !== null && <small> {code}</small>}
    </p>
  );
}
