import uPlot from 'uplot';

/** What is drawn: a bar for each label, each of as many parts as there are `values`, from the bottom up. */
export interface Bars {
  readonly labels: readonly string[];
  readonly values: readonly (readonly number[])[];
  /** BCP 47, for the numbers at the side. */
  readonly locale: string;
}

/**
 * Draws bars into the `.plot` of a chart, in the colours of its `.swatch`es, as wide as the chart is and again whenever
 * that or the colours change; the answer takes them away.
 */
export type DrawBars = (chart: HTMLElement, bars: Bars) => () => void;

const mostLabelWidth = 70; // CSS pixels that a label under the bars needs.

/** With uPlot, on a canvas. */
export const drawBars: DrawBars = (chart, bars) => {
  const plot = chart.querySelector<HTMLElement>('.plot');
  if (plot === null) return () => {};
  const drawn = new uPlot(optionsFor(chart, plot, bars), dataOf(bars), plot);
  const resized = new ResizeObserver(() => drawn.setSize(sizeOf(plot)));
  resized.observe(plot);
  const redraw = () => drawn.redraw();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', redraw);
  return () => {
    resized.disconnect();
    dark.removeEventListener('change', redraw);
    drawn.destroy();
  };
};

/** Whole bars first and their lower parts over them, so that each part shows above the ones below it. */
function dataOf({ labels, values }: Bars): uPlot.AlignedData {
  const sums = values.map((_, top) =>
    labels.map((_label, at) => values.slice(0, top + 1).reduce((sum, part) => sum + (part[at] ?? 0), 0)),
  );
  return [labels.map((_, at) => at), ...sums.toReversed()];
}

function optionsFor(chart: HTMLElement, plot: HTMLElement, bars: Bars): uPlot.Options {
  const { labels, values, locale } = bars;
  const { format } = new Intl.NumberFormat(locale, { notation: 'compact' });
  const paths = uPlot.paths.bars?.({ size: [0.7, 48] });
  const ink = () => getComputedStyle(chart).color;
  const common = { stroke: ink, font: `12px ${getComputedStyle(chart).fontFamily}` };
  const lines = { stroke: () => getComputedStyle(chart).borderTopColor, width: 1 };
  return {
    ...sizeOf(plot),
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.5, labels.length - 0.5] },
      y: { range: (_, _least, most) => [0, Math.max(1, most) * 1.05] },
    },
    axes: [
      {
        ...common,
        size: 28,
        grid: { show: false },
        ticks: { show: false },
        splits: ({ width }) => everySo(labels.length, Math.max(1, Math.floor(width / mostLabelWidth))),
        values: (_, splits) => splits.map((at) => labels[at] ?? ''),
      },
      {
        ...common,
        grid: lines,
        ticks: { show: false },
        incrs: [1, 1e3, 1e6].flatMap((unit) =>
          [1, 2, 5, 10, 20, 50, 100, 200, 500].map((step) => step * unit),
        ),
        values: (_, splits) => splits.map((split) => format(split)),
      },
    ],
    series: [
      {},
      ...values.map((_, at) => ({
        ...(paths && { paths }),
        width: 0,
        points: { show: false },
        fill: () => colourOf(chart, values.length - 1 - at),
      })),
    ],
  };
}

function colourOf(chart: HTMLElement, part: number): string {
  const swatch = chart.querySelectorAll('.swatch')[part];
  return swatch === undefined ? 'transparent' : getComputedStyle(swatch).backgroundColor;
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement) {
  return { width, height };
}

/** Places among `count`, evenly apart, at most `most` of them. */
function everySo(count: number, most: number): number[] {
  const step = Math.ceil(count / most);
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
