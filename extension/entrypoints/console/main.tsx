import type { Client } from '../../../shared/api/client.ts';
import type { Connection } from '../../api/connection.ts';
import type { ClientDeps } from '../../api/create-send.ts';
import { openConsoleClient } from '../../api/open-console-client.ts';
import { openPairingClient } from '../../api/open-pairing-client.ts';
import { createConfirmPersonModel } from '../../features/confirm-person/confirm-person-model.ts';
import { createNavigateModel } from '../../features/navigate/navigate-model.ts';
import {
  createPairBrowserModel,
  type PairBrowserModel,
} from '../../features/pair-browser/pair-browser-model.ts';
import type { Preferences } from '../../features/set-preferences/preferences.ts';
import { createSetPreferencesModel } from '../../features/set-preferences/set-preferences-model.ts';
import { readAbout } from '../../platform/about.ts';
import { readBrowserName } from '../../platform/browser-name.ts';
import { deviceKey } from '../../platform/device-key.ts';
import { later, untilSeen } from '../../platform/later.ts';
import { hash, reload, setHash, watchHash } from '../../platform/location.ts';
import { openLink } from '../../platform/pages.ts';
import { ask, giveClipboardBack, mayCopyFromBackground } from '../../platform/permissions.ts';
import { openShortcutPage, readShortcuts } from '../../platform/shortcuts.ts';
import { showTheme } from '../../platform/theme.ts';
import { startPage } from '../../start-page.tsx';
import { stored } from '../../stored-state.ts';
import { Console, type BeforePairing } from './console.tsx';

/** Where `npm start` runs the Worker. */
const localAddress = 'http://127.0.0.1:8787';

/** The console is its own page: there is no other one to suggest anything for. */
const noTab = Promise.resolve({ url: null, isPrivate: false });
const about = await readAbout();

const confirm = createConfirmPersonModel({ openTab: openLink, later, now: Date.now });

await startPage(noTab, openClient, (model, preferences) => (
  <Console
    model={model}
    about={about}
    readSites={readSites}
    confirm={confirm}
    createPairing={createPairing}
    navigate={createNavigateModel({ hash, watchHash, setHash })}
    preferences={createPreferencesModel(preferences)}
  />
));

async function readSites() {
  return (await stored.choices.read())?.sites ?? [];
}

function openClient(connection: Connection, deps: ClientDeps): Client {
  return openConsoleClient(connection, { ...deps, confirmation: confirm.for(connection) });
}

function createPairing({ address, ended }: BeforePairing): PairBrowserModel {
  return createPairBrowserModel({
    address: address ?? localAddress,
    name: readBrowserName(),
    failure: ended,
    waiting: stored.waiting,
    connection: stored.connection,
    access: stored.access,
    key: deviceKey,
    openClient: (at, key) =>
      openPairingClient(at, { fetch: (input, init) => fetch(input, init), key, now: Date.now }),
    openTab: openLink,
    untilSeen,
    later,
    now: Date.now,
  });
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
