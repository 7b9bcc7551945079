import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Page } from 'puppeteer-core';

import { buildExtension } from '../../../worker/local/browser/build-extension.ts';
import { root } from '../../../worker/local/stack/wrangler.ts';
import { openChromium, type Chromium } from '../../support/chromium.ts';
import { pageWeight } from '../../support/page-weight.ts';
import { scriptedDeployment } from '../../support/scripted-worker.ts';

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
  return { address, deployment: scriptedDeployment(address), keys, readAt: Date.now() };
}

/**
 * The popup with 200 keys from cache beside an empty popup of WXT and Preact, in turns: from the click on the toolbar
 * button until the list is painted, with the service worker awake and with it stopped; and from a click on a key until the
 * clipboard is filled, where nothing has to be fetched and where a secret has, over a Worker on this machine that answers
 * nothing else. Milliseconds.
 */
export async function benchPopup(say: (line: string) => void): Promise<object> {
  const worker = await openWorker();
  const built = await buildExtension({ into: '.output-bench/keyharbor' });
  const ours = await openChromium(built);
  const empty = await openChromium(await buildEmpty());
  const turns: Turn[] = [];
  try {
    await fill(ours, worker.address);
    for (let time = -1; time < times; time += 1) {
      say(`opening ${time + 1} of ${times}`);
      const turn = await takeTurn(ours, empty, worker.took);
      if (time >= 0) turns.push(turn); // The first one warms up.
    }
  } finally {
    await Promise.all([ours.browser.close(), empty.browser.close()]);
    worker.close();
  }
  const of = (name: keyof Turn) => summary(turns.map((turn) => turn[name]));
  const [paint, stopped, floor] = [of('paint'), of('paintStopped'), of('emptyPaint')];
  return {
    ratios: {
      paintVsEmpty: round(paint.median / floor.median),
      stoppedVsAwake: round(stopped.median / paint.median),
    },
    paintMs: { keyharbor: paint, workerStopped: stopped, empty: floor },
    clickToClipboardMs: of('copy'),
    clickToClipboardWithSecretMs: of('copyFetched'),
    emptyClickToClipboardMs: of('emptyCopy'),
    requestsForSecret: of('requests'),
    bundle: { popupGzip: await pageWeight(built, 'popup.html') },
  };
}

/** What one turn measured. */
interface Turn {
  readonly paint: number;
  readonly paintStopped: number;
  readonly emptyPaint: number;
  readonly copy: number;
  readonly copyFetched: number;
  readonly emptyCopy: number;
  readonly requests: number;
}

async function takeTurn(ours: Chromium, empty: Chromium, took: () => number): Promise<Turn> {
  await ours.wakeWorker();
  const awake = await timePopup(ours, async (popup) => {
    const copy = await timeCopy(popup, 0);
    await pickFormat(popup, 'claude-code');
    took();
    return { copy, copyFetched: await timeCopy(popup, 1), requests: took() };
  });
  await ours.stopWorker();
  const stopped = await timePopup(ours, async () => null);
  const other = await timePopup(empty, (popup) => timeCopy(popup, 0));
  return {
    ...awake.found,
    paint: awake.paint,
    paintStopped: stopped.paint,
    emptyPaint: other.paint,
    emptyCopy: other.found,
  };
}

/** Reveals every key at once, allows extensions to ask, and leaves everything else without an answer. */
async function openWorker() {
  let reveals = 0;
  const secret = `khk_${'0'.repeat(16)}_${'s'.repeat(49)}`;
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type, dpop');
    response.setHeader('access-control-max-age', '600');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    if (request.method !== 'POST') return;
    reveals += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ secret }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port, so this is no path.
  return {
    address: `http://127.0.0.1:${port}`,
    /** Reveals since this was asked before. */
    took: () => {
      const taken = reveals;
      reveals = 0;
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
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
  await chromium.connectQuietly({ address, token: `khp_${'0'.repeat(60)}` });
}

/** From the click on the toolbar button to the first paint of the list; and what `look` finds in the popup then. */
async function timePopup<Found>(chromium: Chromium, look: (popup: Page) => Promise<Found>) {
  const page = await chromium.visit('https://github.com/acme/boat');
  const clicked = performance.timeOrigin + performance.now();
  const popup = await chromium.popup(page);
  await popup.waitForSelector('.keys li');
  const painted = Number(await popup.evaluate(firstPaint));
  const found = await look(popup);
  await popup.close();
  await page.close();
  return { paint: painted - clicked, found };
}

/** Nothing is on the page before the list, so the first paint with content is the list's. */
const firstPaint = `new Promise((tell) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') tell(performance.timeOrigin + startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

function timeCopy(popup: Page, row: number): Promise<number> {
  return popup.evaluate(`new Promise((tell) => {
    const write = Clipboard.prototype.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (text) => write(text).then(() => tell(performance.now() - start));
    const start = performance.now();
    document.querySelectorAll('.key-copy')[${row}].click();
  })`) as Promise<number>;
}

async function pickFormat(popup: Page, format: string): Promise<void> {
  await popup.select('#format', format);
  await popup.evaluate('new Promise((tell) => requestAnimationFrame(() => setTimeout(tell)))'); // Painted.
}

function summary(values: readonly number[]): { median: number; p95: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
