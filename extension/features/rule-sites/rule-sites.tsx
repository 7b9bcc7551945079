import { formatById } from '../../../shared/address/formats/formats.ts';
import type { SiteRule } from '../../../shared/context/site-rule.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Image } from '../../../shared/image/image.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { LocalChoices } from './local-choices.tsx';
import { RuleForm } from './rule-form.tsx';
import type { RuleSitesModel } from './rule-sites-model.ts';
import { RuleTester } from './rule-tester.tsx';

export interface RuleSitesProps {
  readonly model: RuleSitesModel;
  readonly images: readonly Image[];
  readonly keys: readonly KeyView[];
}

/** What the team wants to be offered on its own pages. */
export function RuleSites({ model, images, keys }: RuleSitesProps) {
  const t = useTranslate();
  const { rules, draft, remote } = model;
  const parts = { model, images, keys };
  return (
    <section class="rules" aria-labelledby="rules-title">
      <div class="section-head">
        <h2 id="rules-title">{t('section_site_rules')}</h2>
        <span class="project">{t('rulesNote')}</span>
        <Allowed to="createSiteRule">
          <button type="button" class="primary" onClick={() => model.write({})}>
            {t('newRule')}
          </button>
        </Allowed>
      </div>
      <RemoteNotice remote={remote} none="rulesNone" />
      {draft.value !== null && <RuleForm draft={draft.value} {...parts} />}
      {rules.value !== null && rules.value.length > 0 && (
        <ol class="card rule-list">
          {rules.value.map((rule, at) => (
            <Rule key={rule.id} rule={rule} isFirst={at === 0} {...parts} />
          ))}
        </ol>
      )}
      <LocalChoices {...parts} />
      <RuleTester model={model} />
    </section>
  );
}

function Rule({ rule, isFirst, model, images, keys }: RuleSitesProps & { rule: SiteRule; isFirst: boolean }) {
  const t = useTranslate();
  const { pattern, image, keyId, format } = rule;
  const offered = [
    images.find(({ id }) => id === image)?.title ?? t('ruleImageGone', image),
    keyId === null ? null : (keys.find(({ id }) => id === keyId)?.name ?? t('ruleKeyGone')),
    format === null ? null : formatById(format).title,
  ];
  return (
    <li>
      <code>{pattern}</code>
      <span>{offered.filter((each) => each !== null).join(' · ')}</span>
      <Allowed to="editSiteRule">
        <span class="actions">
          <button
            type="button"
            class="quiet"
            disabled={isFirst}
            aria-label={t('raiseRule', pattern)}
            onClick={() => void model.raise(rule)}
          >
            ↑
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={t('editRule', pattern)}
            onClick={() => model.edit(rule)}
          >
            {t('edit')}
          </button>
          <ConfirmButton
            word={t('remove')}
            label={t('removeThing', pattern)}
            onYes={() => void model.remove(rule)}
          />
        </span>
      </Allowed>
    </li>
  );
}
