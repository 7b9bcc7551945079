import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Page } from 'puppeteer-core';

import { buildExtension } from '../../../worker/local/browser/build-extension.ts';
import { root } from '../../../worker/local/stack/wrangler.ts';
import { defaultImages } from '../../../shared/image/image.ts';
import { openChromium, type Chromium } from '../../support/chromium.ts';
import { pageWeight } from '../../support/page-weight.ts';

const times = 20;

/** As the extension keeps what it read last (`features/list-keys/project-cache.ts`). */
function cacheOf(address: string): object {
  const keys = Array.from({ length: 200 }, (_, at) => ({
    id: `key_${String(at).padStart(16, '0')}`,
    projectId: 'prj_default',
    name: `Key ${at}`,
    masked: 'khk_0aB3…x9Yz',
    status: 'active',
    policy: { id: 'pol_default', version: 1 },
    rev: 1,
    createdAt: at,
    changedAt: at,
  }));
  const deployment = {
    gateway: address,
    projects: [{ id: 'prj_default', name: 'Default' }],
    images: defaultImages,
  };
  return { address, deployment, keys, readAt: Date.now() };
}

/**
 * The popup with 200 keys from cache, over a Worker that never answers, beside an empty popup of WXT and Preact, in
 * turns: from the click on the toolbar button until the list is painted, and from a click on a key until the clipboard
 * is filled where no secret has to be fetched. Milliseconds.
 */
export async function benchPopup(say: (line: string) => void): Promise<object> {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo; // It listens on a port, so this is no path.
  const built = await buildExtension({ into: '.output-bench/keyharbor' });
  const ours = await openChromium(built);
  const empty = await openChromium(await buildEmpty());
  try {
    await fill(ours, `http://127.0.0.1:${port}`);
    const paints = { ours: [] as number[], empty: [] as number[] };
    const copies: number[] = [];
    for (let time = -1; time < times; time += 1) {
      say(`opening ${time + 1} of ${times}`);
      const one = await timePopup(ours, timeCopy);
      const other = await timePopup(empty, async () => 0);
      if (time < 0) continue; // The first one warms up.
      paints.ours.push(one.paint);
      paints.empty.push(other.paint);
      copies.push(one.after);
    }
    const paintMs = { keyharbor: summary(paints.ours), empty: summary(paints.empty) };
    return {
      ratios: { paintVsEmpty: round(paintMs.keyharbor.median / paintMs.empty.median) },
      paintMs,
      clickToClipboardMs: summary(copies),
      bundle: { popupGzip: await pageWeight(built, 'popup.html') },
    };
  } finally {
    await Promise.all([ours.browser.close(), empty.browser.close()]);
    silent.closeAllConnections();
    silent.close();
  }
}

async function buildEmpty(): Promise<string> {
  const wxt = join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [wxt, 'build', join(root, 'test', 'bench', 'popup', 'empty')], {
    env,
  });
  return join(root, '.output-bench', 'chrome-mv3');
}

/** Connects it, and gives it a cache to open with; the format is one without a secret in it. */
async function fill(chromium: Chromium, address: string): Promise<void> {
  const page = await chromium.open('console.html');
  const values = { project: cacheOf(address), preferences: { format: 'vscode' } };
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify(values)})`);
  await page.close();
  await chromium.connect({ address, token: `khp_${'0'.repeat(60)}` });
}

/** From the click on the toolbar button to the first paint of the list; and what `look` finds in the popup then. */
async function timePopup(chromium: Chromium, look: (popup: Page) => Promise<number>) {
  const page = await chromium.visit('https://github.com/acme/boat');
  const clicked = performance.timeOrigin + performance.now();
  const popup = await chromium.popup(page);
  await popup.waitForSelector('.keys li');
  const painted = Number(await popup.evaluate(firstPaint));
  const after = await look(popup);
  await popup.close();
  await page.close();
  return { paint: painted - clicked, after };
}

/** Nothing is on the page before the list, so the first paint with content is the list's. */
const firstPaint = `new Promise((tell) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') tell(performance.timeOrigin + startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

function timeCopy(popup: Page): Promise<number> {
  return popup.evaluate(`new Promise((tell) => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => write(text).then(() => tell(performance.now() - start));
    const start = performance.now();
    document.querySelector('.key-copy').click();
  })`) as Promise<number>;
}

function summary(values: readonly number[]): { median: number; p95: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
