import { formats } from '../../../shared/address/formats/formats.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import type { RuleSitesProps } from './rule-sites.tsx';
import type { Draft } from './rule-list.ts';

const examplePattern = 'https://*.acme.example/app/*';

/** A rule being written: on which pages, and what to offer there. */
export function RuleForm({ draft, model, images, keys }: RuleSitesProps & { draft: Draft }) {
  const t = useTranslate();
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  const last: readonly [string, string] = ['', t('ruleLastUsed')];
  return (
    <form class="card" aria-label={t('newRule')} onSubmit={submit}>
      <label class="field">
        <span>{t('rulePattern')}</span>
        <input
          type="text"
          required
          maxLength={500}
          placeholder={examplePattern}
          value={draft.pattern}
          onInput={({ currentTarget }) => model.write({ pattern: currentTarget.value })}
        />
        <small>{t('rulePatternNote')}</small>
      </label>
      <div class="fields">
        <Pick
          label={t('image')}
          options={images.map(({ id, title }) => [id, title])}
          value={draft.image}
          onPick={(image) => model.write({ image })}
        />
        <Pick
          label={t('key')}
          options={[last, ...keys.map(({ id, name }): [string, string] => [id, name])]}
          value={draft.keyId}
          onPick={(keyId) => model.write({ keyId })}
        />
        <Pick
          label={t('format')}
          options={[last, ...formats.map(({ id, title }): [string, string] => [id, title])]}
          value={draft.format}
          onPick={(format) => model.write({ format })}
        />
      </div>
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}
