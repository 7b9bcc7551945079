import { formatById } from '../../../shared/address/formats/formats.ts';
import type { SiteChoice } from '../../../shared/context/choices.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import type { RuleSitesProps } from './rule-sites.tsx';

/** What this person chose on sites that no rule speaks of, each to be offered to everybody. */
export function LocalChoices({ model, images, keys }: RuleSitesProps) {
  const t = useTranslate();
  const sites = model.unruled.value;
  if (sites.length === 0) return null;
  const wordsFor = ({ environment, image, keyId, format }: SiteChoice) =>
    [
      images.find(({ id }) => id === image)?.title ?? t(`environment_${environment}`),
      keys.find(({ id }) => id === keyId)?.name ?? t('ruleKeyGone'),
      formatById(format).title,
    ].join(' · ');
  return (
    <section class="card" aria-labelledby="choices-title">
      <div class="section-head">
        <h3 id="choices-title">{t('localChoices')}</h3>
        <small class="project">{t('localChoicesNote')}</small>
      </div>
      <ul class="rule-list">
        {sites.map((site) => (
          <li key={site.host}>
            <code>{site.host}</code>
            <span>{wordsFor(site)}</span>
            <Allowed to="createSiteRule">
              <button
                type="button"
                class="quiet"
                aria-label={t('makeRuleFor', site.host)}
                onClick={() => model.propose(site)}
              >
                {t('makeRule')}
              </button>
            </Allowed>
          </li>
        ))}
      </ul>
    </section>
  );
}
