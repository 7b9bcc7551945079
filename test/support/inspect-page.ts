import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** The barriers that axe finds: which rule, and where. `only`: of these rules; left out: of all. */
export async function findBarriers(page: Page, only?: readonly string[]): Promise<unknown> {
  await page.evaluate(axe.source);
  const options = only === undefined ? {} : { runOnly: only };
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`);
}

export async function showScheme(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
}

/** From the next page on, adds up how far things move that nobody moved (Layout Instability API). Chromium only. */
export async function watchShifts(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(`
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
    }).observe({ type: 'layout-shift', buffered: true });`);
}

/** How wide the page is at a width of the window, in CSS pixels: more than that is cut off or scrolls. */
export async function widthAt(page: Page, width: number): Promise<unknown> {
  await page.setViewport({ width, height: 640 });
  return page.evaluate('document.documentElement.scrollWidth');
}
