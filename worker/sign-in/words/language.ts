import { chinese } from './chinese.ts';
import { english, type Words } from './english.ts';

/** BCP 47, as `lang` of a page has it. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

export const wordsIn: Readonly<Record<Language, Words>> = { en: english, 'zh-CN': chinese };

const isLanguage = (text: string | undefined): text is Language => languages.some((each) => each === text);

/** What was switched to: by this very request, or before. */
export function chosenLanguage(url: URL, cookie: string | undefined): Language | null {
  const asked = url.searchParams.get('lang') ?? undefined;
  if (isLanguage(asked)) return asked;
  return isLanguage(cookie) ? cookie : null;
}

/** The first of ours in `Accept-Language` (RFC 9110 section 12.5.4), by what each language is worth; English where none is. */
export function acceptedLanguage(header: string | null): Language {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const worth = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
    return { primary: tag.split('-')[0], worth: Number(worth) || 0 };
  });
  const wanted = ranges.filter(({ worth }) => worth > 0).toSorted((one, other) => other.worth - one.worth);
  const first = wanted.find(({ primary }) => primary === 'zh' || primary === 'en');
  return first?.primary === 'zh' ? 'zh-CN' : 'en';
}
