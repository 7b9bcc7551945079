import type { Language } from '../ui/messages.ts';
import { browser } from './browser.ts';

/**
 * The language the browser has chosen for our messages.
 *
 * Its name is a message too: what the browser says of its own language can differ from what it shows ours in.
 */
export function readLanguage(): Language {
  return {
    locale: browser.i18n.getMessage('languageTag'),
    // A Worker that is newer than this extension may refuse with a code that there is no sentence for.
    translate: (key, ...values) =>
      browser.i18n.getMessage(key, values) || browser.i18n.getMessage('error_internal'),
  };
}
