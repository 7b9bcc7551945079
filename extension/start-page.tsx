import { render, type ComponentChild } from 'preact';

import type { ClientDeps } from './api/create-send.ts';
import type { KeyClient } from './api/open-client.ts';
import type { Connection, Ending } from './api/connection.ts';
import { noChoices } from '../shared/context/choices.ts';
import { createManageKeysModel, type ManageKeysModel } from './features/manage-keys/manage-keys-model.ts';
import {
  createStayConnectedModel,
  type StayConnectedModel,
} from './features/stay-connected/stay-connected-model.ts';
import { clearCopied } from './features/clear-clipboard/clearing.ts';
import { noPreferences, type Preferences } from './features/set-preferences/preferences.ts';
import { LanguageContext, type Language } from './ui/messages.ts';
import type { Tab } from './platform/active-tab.ts';
import { writeClipboard } from './platform/clipboard.ts';
import { deviceKey } from './platform/device-key.ts';
import { loadLanguage, readLanguage } from './platform/language.ts';
import { later } from './platform/later.ts';
import { openLink } from './platform/pages.ts';
import { guardStorage, watchStored } from './platform/stored.ts';
import { showTheme } from './platform/theme.ts';
import { stored } from './stored-state.ts';

export type PageModel<Api extends KeyClient = KeyClient> = StayConnectedModel<ManageKeysModel<Api>>;

const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

/** Brings a page to life: what is stored is read first, so that the first paint is already whole. */
export async function startPage<Api extends KeyClient>(
  tabRead: Promise<Tab>,
  openClient: (connection: Connection, deps: ClientDeps) => Api,
  view: (model: PageModel<Api>, preferences: Preferences) => ComponentChild,
): Promise<void> {
  const reads = [stored.preferences.read(), stored.project.read(), stored.choices.read()] as const;
  const [tab, chosen, ...kept] = await Promise.all([tabRead, ...reads]);
  const preferences = chosen ?? noPreferences;
  let [cache, choices] = kept;
  showTheme(preferences.theme);
  const open = (connection: Connection, lost: (why: Ending) => void) => {
    const { address } = connection;
    const deps = { fetch, key: deviceKey, access: stored.access, now: Date.now, lost };
    const model = createManageKeysModel({
      client: openClient(connection, deps),
      tab,
      cache: cache?.address === address ? cache : null,
      choices: choices ?? noChoices,
      format: preferences.format,
      keepProject: (project) => stored.project.write({ ...project, address }).catch(ignore),
      keepChoices: (latest) => stored.choices.write(latest).catch(ignore),
      writeClipboard: async (text) => {
        await writeClipboard(text);
        void clearCopied(text, preferences.clearAfter);
      },
      openLink,
      later,
      now: Date.now,
    });
    void model.list.refresh();
    return model;
  };
  const model = createStayConnectedModel({
    connection: stored.connection,
    waiting: stored.waiting,
    access: stored.access,
    key: deviceKey,
    open,
    forget: async () => {
      [cache, choices] = [null, null];
      await Promise.all([stored.project.remove(), stored.choices.remove()]);
    },
    now: Date.now,
  });

  watchStored('local', 'connection', () => void model.start());
  void guardStorage();
  await model.start();
  paint(view(model, preferences), await languageOf(preferences));
}

function languageOf({ language }: Preferences): Promise<Language> {
  return language === 'browser' ? Promise.resolve(readLanguage()) : loadLanguage(language);
}

function paint(page: ComponentChild, language: Language): void {
  const root = document.getElementById('app');
  document.documentElement.lang = language.locale;
  if (root) render(<LanguageContext.Provider value={language}>{page}</LanguageContext.Provider>, root);
}

/** A full disk costs the next opening its head start, and nothing more. */
function ignore(): void {}
