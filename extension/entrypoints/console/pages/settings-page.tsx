import { SetPreferences } from '../../../features/set-preferences/set-preferences.tsx';
import { ShowShortcuts } from '../../../features/set-preferences/show-shortcuts.tsx';
import type { ConsoleProps } from '../console-props.ts';

/** How a person likes the extension, in this browser. */
export function SettingsPage({ preferences }: Pick<ConsoleProps, 'preferences'>) {
  return (
    <div class="page">
      <SetPreferences model={preferences} />
      <ShowShortcuts model={preferences} />
    </div>
  );
}
