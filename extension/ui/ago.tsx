import { useLocale } from './messages.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the person's language: `3 days ago`. Both times are Unix milliseconds. */
export function writeAgo(at: number, now: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const passed = Math.max(0, now - at);
  const [unit, length] = units.find(([, each]) => passed >= each) ?? ['second', passed + 1];
  return words.format(-Math.floor(passed / length), unit);
}

/** A moment as a distance from now, with the exact time on hover. */
export function Ago({ at, now }: { at: number; now: number }) {
  const locale = useLocale();
  const date = new Date(at);
  const exact = date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <time dateTime={date.toISOString()} title={exact}>
      {writeAgo(at, now, locale)}
    </time>
  );
}
