import { noChoices } from '../../../shared/context/choices.ts';
import type { Environment } from '../../../shared/image/image.ts';
import { openClient } from '../../api/open-client.ts';
import type { Tab } from '../../platform/active-tab.ts';
import { writeFromBackground } from '../../platform/background-clipboard.ts';
import { showBadge } from '../../platform/badge.ts';
import { readLanguage } from '../../platform/language.ts';
import { openConsole } from '../../platform/pages.ts';
import { mayCopyFromBackground } from '../../platform/permissions.ts';
import { stored } from '../../stored-state.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import { restoreConnection } from '../stay-connected/restore-connection.ts';
import { copyHere } from './copy-here.ts';

/**
 * Copies for a tab without the popup and says so on the toolbar button. Where something has to be set up first, the
 * console opens instead: it asks to connect, and for the permission to copy.
 */
export async function copyFromBackground(tab: Tab, wanted: Environment | null): Promise<void> {
  const connection = await restoreConnection(stored);
  if (connection === null || !(await mayCopyFromBackground())) return openConsole();
  const cache = await stored.project.read();
  const outcome = await copyHere(tab, wanted, {
    client: openClient(connection, { fetch: (input, init) => fetch(input, init) }),
    cache: cache?.address === connection.address ? cache : null,
    choices: (await stored.choices.read()) ?? noChoices,
    keepChoices: (choices) => stored.choices.write(choices).catch(() => undefined), // A full disk forgets, no more.
    writeClipboard: writeFromBackground,
  });
  const { translate } = readLanguage();
  const words = outcome === 'copied' ? translate('copied') : translate(failureMessage(outcome));
  await showBadge(outcome === 'copied', words);
}
