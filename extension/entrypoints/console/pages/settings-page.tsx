import { SetPreferences } from '../../../features/set-preferences/set-preferences.tsx';
import { ShowShortcuts } from '../../../features/set-preferences/show-shortcuts.tsx';
import { useTranslate } from '../../../ui/messages.ts';
import type { ConsoleProps } from '../console-props.ts';

/** How a person likes the extension, in this browser. */
export function SettingsPage({ preferences }: Pick<ConsoleProps, 'preferences'>) {
  const t = useTranslate();
  return (
    <div class="page">
      <div class="section-head">
        <h2>{t('section_settings')}</h2>
        <span class="project">{t('settingsNote')}</span>
      </div>
      <SetPreferences model={preferences} />
      <ShowShortcuts model={preferences} />
    </div>
  );
}
