import { noChoices } from '../../../shared/context/choices.ts';
import type { Environment } from '../../../shared/image/image.ts';
import { openClient } from '../../api/open-client.ts';
import type { Tab } from '../../platform/active-tab.ts';
import { writeFromBackground } from '../../platform/background-clipboard.ts';
import { showBadge } from '../../platform/badge.ts';
import { deviceKey } from '../../platform/device-key.ts';
import { loadLanguage, readLanguage } from '../../platform/language.ts';
import { openConsole } from '../../platform/pages.ts';
import { mayCopyFromBackground } from '../../platform/permissions.ts';
import { stored } from '../../stored-state.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import { clearCopied } from '../clear-clipboard/clearing.ts';
import { noPreferences } from '../set-preferences/preferences.ts';
import { copyHere } from './copy-here.ts';

/**
 * Copies for a tab without the popup and says so on the toolbar button. Where something has to be set up first, the
 * console opens instead: it asks to connect, and for the permission to copy.
 */
export async function copyFromBackground(tab: Tab, wanted: Environment | null): Promise<void> {
  const connection = await stored.connection.read();
  if (connection?.ended !== null || !(await mayCopyFromBackground())) return openConsole();
  const [cache, preferences] = [
    await stored.project.read(),
    (await stored.preferences.read()) ?? noPreferences,
  ];
  const outcome = await copyHere(tab, wanted, {
    client: openClient(connection, {
      fetch: (input, init) => fetch(input, init),
      key: deviceKey,
      access: stored.access,
      now: Date.now,
    }),
    cache: cache?.address === connection.address ? cache : null,
    choices: (await stored.choices.read()) ?? noChoices,
    format: preferences.format,
    now: Date.now,
    keepChoices: (choices) => stored.choices.write(choices).catch(() => undefined), // A full disk forgets, no more.
    writeClipboard: async (text) => {
      const written = await writeFromBackground(text);
      if (written) await clearCopied(text, preferences.clearAfter);
      return written;
    },
  });
  const { language } = preferences;
  const { translate } = language === 'browser' ? readLanguage() : await loadLanguage(language);
  const words = outcome === 'copied' ? translate('copied') : translate(failureMessage(outcome));
  await showBadge(outcome === 'copied', words);
}
