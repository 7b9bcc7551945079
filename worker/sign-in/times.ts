import type { Language } from './words/language.ts';

/** `25 Nov 2026, 04:10 UTC`: where a reader's own time zone is not known. */
export function dateIn(language: Language, at: number): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, format).format(at)} UTC`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `2 minutes ago`, `now`: in whole units, rounded down. */
export function agoIn(language: Language, at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, ms] = units.find(([, each]) => now - at >= each) ?? ['second', Infinity];
  return format.format(-Math.floor(Math.max(0, now - at) / ms), unit);
}
