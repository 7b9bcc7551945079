import { useEffect, useRef } from 'preact/hooks';

import type { DrawBars } from '../../platform/draw-bars.ts';
import { useActors } from '../../ui/actors.ts';
import { useLocale, useTranslate, type Translate } from '../../ui/messages.ts';
import type { UsageBars, UsagePart } from './usage-bars.ts';

export interface UsageChartProps {
  readonly bars: UsageBars;
  readonly drawBars: DrawBars;
}

/** Day by day what was used. The same numbers stand in the table beside it, for everybody who does not see a picture. */
export function UsageChart({ bars, drawBars }: UsageChartProps) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const locale = useLocale();
  const chart = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chart.current === null) return undefined;
    const labels = bars.days.map((day) => shortDay(day, locale));
    return drawBars(chart.current, { labels, values: bars.parts.map(({ values }) => values), locale });
  }, [bars, locale, drawBars]);
  return (
    <figure class="chart" ref={chart}>
      <div class="plot" role="img" aria-label={t('usageChart')} />
      <figcaption>
        <ul class="legend">
          {bars.parts.map((part, at) => (
            <li key={part.name ?? part.sum}>
              <i class={`swatch swatch-${at + 1}`} /> {wordsOf(part, nameOf, t)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function wordsOf({ name, sum }: UsagePart, nameOf: (id: string) => string, t: Translate): string {
  if (sum !== null) return t(`sum_${sum}`);
  return name === null || name === '' ? t('usageOther') : nameOf(name);
}

/** `Nov 25` */
function shortDay(day: string, locale: string): string {
  return new Date(day).toLocaleDateString(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
}
