import { useTranslate } from '../../ui/messages.ts';
import type { NavigateModel } from './navigate-model.ts';
import { sections, writeRoute } from './route.ts';

/** The way from one section to another: links, so that they can be opened, kept and gone back from. */
export function ConsoleMenu({ model }: { model: NavigateModel }) {
  const t = useTranslate();
  return (
    <nav class="menu" aria-label={t('menu')}>
      <ul>
        {sections.map((section) => (
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
