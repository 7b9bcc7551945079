import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { startPairing } from '../../worker/local/browser/pair-extension.ts';
import { startStack, type Stack } from '../../worker/local/stack/stack.ts';
import { openChromium, type Chromium } from '../support/chromium.ts';
import { allScenes, consoleScenes, goToScene, type Scene } from '../support/console-scenes.ts';
import { noteSecret } from '../support/deployment.ts';
import { docPicture, renewPicture } from '../support/doc-pictures.ts';
import { fillProject, type Filled } from '../support/fill-project.ts';
import { openFirefox } from '../support/firefox.ts';
import { findBarriers, schemes, showScheme, watchShifts, widthAt } from '../support/inspect-page.ts';
import { pictureFolder, storagesFolder } from '../support/results.ts';

const readmePicture = 'images/popup.png';
const window = { width: 1200, height: 760 };
/** What stores ask for. */
const storeWindow = { width: 1280, height: 800 };
const storeScenes = ['keys', 'keys-address', 'policy', 'usage-by-tool'];
/** Adds up to less than what people notice (Web Vitals: 0.1 is good). */
const mostShift = 0.1;

let stack: Stack;
let filled: Filled;
const extension = inject('extension').chrome;
const browsers: Chromium[] = [];

beforeAll(async () => {
  stack = await startStack({ folder: join(storagesFolder, 'screens'), port: 0, fresh: true });
  noteSecret(stack.consoleToken);
  filled = await fillProject(stack);
});
afterAll(async () => {
  await Promise.all(browsers.map(({ browser }) => browser.close()));
  await filled.stop();
  await stack.stop();
});

async function givenBrowser(...args: string[]): Promise<Chromium> {
  const chromium = await openChromium(extension, args);
  browsers.push(chromium);
  return chromium;
}

const connection = () => ({ address: stack.url, token: stack.consoleToken });

/** Looks for barriers in both colour schemes, and keeps a picture of each for people to look at. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const scheme of schemes) {
    await showScheme(page, scheme);
    writeFileSync(join(pictureFolder, `${name}-${scheme}.png`), await page.screenshot());
    // The other scheme has the same page in other colours.
    const found = await findBarriers(page, scheme === 'light' ? undefined : ['color-contrast']);
    expect([name, scheme, found]).toEqual([name, scheme, []]);
  }
  await showScheme(page, 'light');
}

async function isReady(page: Page): Promise<Page> {
  await page.waitForSelector('[data-state="ready"][data-fresh="true"]');
  return page;
}

/** Leaves a choice behind that was made by hand on a site. */
async function copyIn(popup: Page): Promise<void> {
  await popup.click('.key-copy');
  await popup.waitForSelector('[data-outcome="copied"]');
  await popup.close();
}

for (const [language, pairLabel] of [
  ['en', 'Pair this browser'],
  ['zh-CN', '配对此浏览器'],
] as const) {
  test(`the way in is without barriers in ${language}`, async () => {
    const chromium = await givenBrowser(`--lang=${language}`);
    const unconnected = await chromium.popup(await chromium.visit('https://github.com/acme/boat'));
    await unconnected.waitForSelector('[data-state="connect"]');
    expect(await unconnected.$eval('button', (each) => each.textContent)).toContain(pairLabel);
    await inspect(unconnected, `connect-${language}`);
    await unconnected.close();

    const welcome = await chromium.open('console.html');
    await welcome.waitForSelector('form.pair');
    await inspect(welcome, `pair-${language}`);
    if (language === 'en') await isShown(welcome, 'devices.md', 'pair');
    await startPairing(welcome, stack.url);
    await welcome.bringToFront();
    await inspect(welcome, `pair-waiting-${language}`);
    if (language === 'en') await isShown(welcome, 'devices.md', 'pair-waiting');
  });

  test(`popup and console are without barriers in ${language}`, async () => {
    const chromium = await givenBrowser(`--lang=${language}`);
    await chromium.connect(connection());
    const popup = await isReady(await chromium.popup(await chromium.visit('https://github.com/acme/boat')));
    await inspect(popup, `popup-${language}`);
    await copyIn(popup);

    const console = await chromium.open('console.html');
    await console.setViewport(window);
    for (const scene of allScenes(filled)) {
      await goToScene(console, chromium.url('console.html'), scene);
      await inspect(console, `${scene.name}-${language}`);
    }
  });
}

test('every screen fits a phone and twice its size, holds still while it loads, and has its picture in the docs', async () => {
  const chromium = await givenBrowser();
  await chromium.connect(connection());
  await copyIn(await isReady(await chromium.popup(await chromium.visit('https://github.com/acme/boat'))));
  const console = await chromium.open('console.html');
  await watchShifts(console);
  const faults: unknown[] = [];
  const told = readFileSync(docPicture('console.md'), 'utf8');
  for (const scene of consoleScenes(filled)) {
    await console.setViewport(window);
    await goToScene(console, chromium.url('console.html'), scene);
    const shifted = Number(await console.evaluate('window.shifted'));
    if (shifted > mostShift && scene.open === undefined) faults.push([scene.name, 'moves by', shifted]);
    await renewPictures(console, scene);
    expect(told).toContain(`(pictures/${scene.name}.png)`);
    expect(readFileSync(docPicture(`pictures/${scene.name}.png`)).readUInt32BE(16)).toBe(window.width);
    // 320: a phone, or a window of 1,280 at 400 %; 640: the same window at 200 % (WCAG 2.2, 1.4.10 and 1.4.4).
    for (const width of [640, 320]) {
      const needed = await widthAt(console, width);
      if (needed !== width) faults.push([scene.name, width, needed]);
    }
  }
  expect(faults).toEqual([]);
});

/** A page of the docs shows this screen. */
async function isShown(page: Page, told: string, name: string): Promise<void> {
  await showScheme(page, 'light');
  await page.setViewport(window);
  await renewPicture(`pictures/${name}.png`, () => page.screenshot());
  expect(readFileSync(docPicture(told), 'utf8')).toContain(`(pictures/${name}.png)`);
  expect(readFileSync(docPicture(`pictures/${name}.png`)).readUInt32BE(16)).toBe(window.width);
}

async function renewPictures(page: Page, scene: Scene): Promise<void> {
  await renewPicture(`pictures/${scene.name}.png`, () => page.screenshot());
  if (!storeScenes.includes(scene.name)) return;
  for (const scheme of schemes) {
    await page.setViewport(storeWindow);
    await showScheme(page, scheme);
    await renewPicture(`pictures/store/${scene.name}-${scheme}.png`, () => page.screenshot());
  }
  await showScheme(page, 'light');
}

test('in Firefox, too, every screen is without barriers', async () => {
  const firefox = await openFirefox();
  try {
    const page = await firefox.connect(connection());
    const url = String(await page.evaluate('location.href'));
    for (const scene of allScenes(filled)) {
      await goToScene(page, url, scene);
      expect([scene.name, await findBarriers(page)]).toEqual([scene.name, []]);
    }
  } finally {
    await firefox.browser.close();
  }
});

test('the picture in the README is a popup’s', async () => {
  const chromium = await givenBrowser();
  await chromium.connect(connection());
  const popup = await isReady(await chromium.popup(await chromium.visit('https://github.com/acme/boat')));
  const width = await popup.evaluate('innerWidth');
  await renewPicture(readmePicture, () => popup.screenshot());
  // A PNG says its width in its first chunk (PNG specification, section 11.2.2); the height depends on fonts.
  expect(readFileSync(docPicture(readmePicture)).readUInt32BE(16)).toBe(width);
});
