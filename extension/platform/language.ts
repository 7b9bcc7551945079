import type { Language, MessageKey } from '../ui/messages.ts';
import { browser } from './browser.ts';

/** What can be shown without asking the browser: a catalogue as it lies in `_locales`. */
type Catalogue = Readonly<Partial<Record<MessageKey, { message: string; placeholders?: Placeholders }>>>;
type Placeholders = Readonly<Record<string, { content: string }>>;

/** A Worker that is newer than this extension may refuse with a code that there is no sentence for. */
const fallback = 'error_internal';

/**
 * The language the browser has chosen for our messages.
 *
 * Its name is a message too: what the browser says of its own language can differ from what it shows ours in.
 */
export function readLanguage(): Language {
  return {
    locale: browser.i18n.getMessage('languageTag'),
    translate: (key, ...values) => browser.i18n.getMessage(key, values) || browser.i18n.getMessage(fallback),
  };
}

/** The language a person has chosen, `zh_CN`, whatever the browser's is. */
export async function loadLanguage(name: string): Promise<Language> {
  const file = await fetch(`/_locales/${name}/messages.json`);
  const catalogue = (await file.json()) as Catalogue; // Our own file, checked by the tests.
  const write = (key: MessageKey, values: readonly string[]): string => {
    const { message = '', placeholders = {} } = catalogue[key] ?? catalogue[fallback] ?? {};
    return message.replace(/\$(\w+)\$/g, (_, slot: string) => {
      const position = Number(placeholders[slot.toLowerCase()]?.content.slice(1));
      return values[position - 1] ?? '';
    });
  };
  return { locale: write('languageTag', []), translate: (key, ...values) => write(key, values) };
}
