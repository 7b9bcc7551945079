import { defineBackground } from 'wxt/utils/define-background';

import { environments, type Environment } from '../../shared/image/image.ts';
import { clearClipboard } from '../features/clear-clipboard/clear-clipboard.ts';
import { clearing, copiedDigest } from '../features/clear-clipboard/clearing.ts';
import { copyFromBackground } from '../features/copy-here/copy-from-background.ts';
import { renewInBackground } from '../features/stay-connected/renewing.ts';
import { readActiveTab, tabOf } from '../platform/active-tab.ts';
import { readFromBackground, writeFromBackground } from '../platform/background-clipboard.ts';
import { browser } from '../platform/browser.ts';
import { readLanguage } from '../platform/language.ts';
import { openConsole } from '../platform/pages.ts';
import { guardStorage } from '../platform/stored.ts';
import { onWake } from '../platform/wake.ts';

/** The menu item for whatever the page suggests; the others are called after their environment. */
const here = 'here';

/**
 * Nothing waits for the background: pages read and fetch by themselves. It serves the ways without a page, and keeps the
 * access token fresh for an hour after one needed it.
 */
export default defineBackground(() => {
  void guardStorage();
  browser.runtime.onInstalled.addListener(({ reason }) => {
    createMenus();
    if (reason === 'install') void openConsole();
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    void copyFromBackground(tabOf(tab), environmentIn(String(menuItemId)));
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'copy-here') void copyFromBackground(tabOf(tab), null);
  });
  onWake(clearing, () => {
    void clearClipboard({
      digest: copiedDigest,
      readClipboard: readFromBackground,
      writeClipboard: writeFromBackground,
    });
  });
  renewInBackground();
  browser.omnibox.onInputChanged.addListener((text, suggest) => suggest(offers(text)));
  browser.omnibox.onInputEntered.addListener((text) => {
    void readActiveTab().then((tab) => copyFromBackground(tab, environmentIn(text)));
  });
});

function createMenus(): void {
  const { translate } = readLanguage();
  const contexts: ['page', 'action'] = ['page', 'action'];
  browser.contextMenus.create({ id: here, title: translate('menuCopyHere'), contexts });
  for (const environment of environments) {
    const title = translate('menuCopy', translate(`environment_${environment}`));
    browser.contextMenus.create({ id: environment, title, contexts });
  }
}

/** What the address bar offers for what was typed so far. */
function offers(text: string) {
  const { translate } = readLanguage();
  const wanted = text.trim().toLowerCase();
  return environments
    .filter((environment) => environment.startsWith(wanted))
    .map((environment) => ({
      content: environment,
      description: translate('menuCopy', translate(`environment_${environment}`)),
    }));
}

/** `null`: none is named, so the page decides. */
function environmentIn(text: string): Environment | null {
  const wanted = text.trim().toLowerCase();
  return environments.find((environment) => wanted !== '' && environment.startsWith(wanted)) ?? null;
}
