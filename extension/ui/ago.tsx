import { useContext } from 'preact/hooks';

import { LanguageContext, type Language } from './messages.ts';
import { writeMoment } from './moment.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the person's language: `3 days ago`. Both times are Unix milliseconds. */
export function writeAgo(at: number, now: number, { locale, translate }: Language): string {
  const passed = now - at;
  const found = units.find(([, each]) => passed >= each);
  if (found === undefined) return translate('justNow');
  const [unit, length] = found;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.floor(passed / length), unit);
}

/** A moment as a distance from now, with the exact time on hover. */
export function Ago({ at, now }: { at: number; now: number }) {
  const language = useContext(LanguageContext);
  return (
    <time dateTime={new Date(at).toISOString()} title={writeMoment(at, language.locale)}>
      {writeAgo(at, now, language)}
    </time>
  );
}
