import type { OperationName } from '../../../shared/api/contract.ts';
import { useTranslate } from '../../ui/messages.ts';
import { useRights } from '../../ui/rights.tsx';
import type { NavigateModel } from './navigate-model.ts';
import { sections, writeRoute, type Section } from './route.ts';

/** The way from one section to another: links, so that they can be opened, kept and gone back from. */
export function ConsoleMenu({ model }: { model: NavigateModel }) {
  const t = useTranslate();
  const rights = useRights();
  const shown = sections.filter(
    (section) => section === 'settings' || section === 'about' || rights(reads[section]),
  );
  return (
    <nav class="menu" aria-label={t('menu')}>
      <ul>
        {shown.map((section) => (
          <li key={section}>
            <a
              href={writeRoute(section)}
              aria-current={model.route.value.section === section ? 'page' : undefined}
            >
              {t(`section_${section}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What whoever sees a section has to be allowed to read; nothing of the Worker is in the others. */
const reads: Readonly<Record<Exclude<Section, 'settings' | 'about'>, OperationName>> = {
  keys: 'listKeys',
  policies: 'listPolicies',
  images: 'listImages',
  sessions: 'listProjectSessions',
  usage: 'readUsage',
  audit: 'listAudit',
  webhooks: 'listWebhooks',
  site_rules: 'listSiteRules',
  people: 'listPeople',
  devices: 'listDevices',
  tokens: 'listTokens',
};
