import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type english from '../public/_locales/en/messages.json';

/** The name of a text in `_locales`: one that is not there does not compile. */
export type MessageKey = keyof typeof english;

export type Translate = (key: MessageKey, ...values: string[]) => string;

export interface Language {
  /** BCP 47: `zh-CN` */
  readonly locale: string;
  readonly translate: Translate;
}

export const LanguageContext = createContext<Language>({ locale: 'en', translate: (key) => key });

/** The function that turns a message's name into a sentence of the person's language. */
export function useTranslate(): Translate {
  return useContext(LanguageContext).translate;
}

export function useLocale(): string {
  return useContext(LanguageContext).locale;
}
