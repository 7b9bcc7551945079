import { openConsoleClient } from '../../api/open-console-client.ts';
import { createNavigateModel } from '../../features/navigate/navigate-model.ts';
import type { Preferences } from '../../features/set-preferences/preferences.ts';
import { createSetPreferencesModel } from '../../features/set-preferences/set-preferences-model.ts';
import { readAbout } from '../../platform/about.ts';
import { hash, reload, setHash, watchHash } from '../../platform/location.ts';
import { ask, giveClipboardBack, mayCopyFromBackground } from '../../platform/permissions.ts';
import { openShortcutPage, readShortcuts } from '../../platform/shortcuts.ts';
import { showTheme } from '../../platform/theme.ts';
import { startPage } from '../../start-page.tsx';
import { stored } from '../../stored-state.ts';
import { Console } from './console.tsx';

/** The console is its own page: there is no other one to suggest anything for. */
const noTab = Promise.resolve({ url: null, isPrivate: false });
const about = await readAbout();

await startPage(noTab, openConsoleClient, (model, preferences) => (
  <Console
    model={model}
    about={about}
    readSites={readSites}
    navigate={createNavigateModel({ hash, watchHash, setHash })}
    preferences={createPreferencesModel(preferences)}
  />
));

async function readSites() {
  return (await stored.choices.read())?.sites ?? [];
}

function createPreferencesModel(preferences: Preferences) {
  let { language } = preferences;
  return createSetPreferencesModel({
    preferences,
    async keep(chosen) {
      await stored.preferences.write(chosen).catch(() => undefined); // A full disk: it holds for this page only.
      if (chosen.language !== language) reload(); // Every text on the page is another.
      language = chosen.language;
    },
    apply: ({ theme }) => showTheme(theme),
    permissions: {
      mayCopy: mayCopyFromBackground,
      askToCopy: ask.toCopyFromBackground,
      askToClear: ask.toClearClipboard,
      giveBack: giveClipboardBack,
    },
    shortcuts: { read: readShortcuts, change: openShortcutPage },
  });
}
