import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { openChromium, type Chromium } from '../support/chromium.ts';
import { docPicture, renewPicture } from '../support/doc-pictures.ts';
import { findBarriers, showScheme, type Scheme } from '../support/inspect-page.ts';
import { pictureFolder } from '../support/results.ts';
import { states, type State } from '../support/popup-states.ts';
import { openScriptedWorker, scriptedDeployment } from '../support/scripted-worker.ts';

const extension = inject('extension').chrome;
let worker: Awaited<ReturnType<typeof openScriptedWorker>>;
beforeAll(async () => {
  worker = await openScriptedWorker();
});
afterAll(() => worker.close());

async function openState(
  chromium: Chromium,
  { script, cached, press, shows, address = 'https://github.com/acme/boat' }: State,
): Promise<Page> {
  worker.play(script);
  const gateway = worker.address;
  await chromium.forget();
  if (cached) {
    const readAt = Date.now() - 5 * 3_600_000;
    await chromium.keep({
      project: { address: gateway, deployment: scriptedDeployment(gateway), keys: cached, readAt },
    });
  }
  await chromium.connectQuietly({ address: gateway, token: `khp_${'0'.repeat(66)}` });
  const popup = await chromium.popup(await chromium.visit(address));
  if (press) await popup.waitForSelector('[data-fresh="true"]');
  if (press) await popup.waitForFunction('document.activeElement?.matches(".key-copy")');
  for (const key of press ?? []) await popup.keyboard.press(key as 'Enter');
  await popup.waitForSelector(shows);
  return popup;
}

for (const [language, schemes] of [
  ['en', ['light', 'dark']],
  ['zh-CN', ['dark']],
] as const) {
  test(`every state of the popup is designed, and without barriers, in ${language}`, async () => {
    const chromium = await openChromium(extension, [`--lang=${language}`]);
    try {
      for (const state of states) {
        const popup = await openState(chromium, state);
        await inspect(popup, `popup-${state.name}-${language}`, schemes);
        if (language === 'en') await isTold(popup, `pictures/popup-${state.name}.png`);
        await popup.close();
      }
    } finally {
      await chromium.browser.close();
    }
  });
}

/** The docs show this state, by a picture of the popup's own width. */
async function isTold(popup: Page, picture: string): Promise<void> {
  await showScheme(popup, 'light');
  const width = await popup.evaluate('innerWidth');
  await renewPicture(picture, () => popup.screenshot());
  expect(readFileSync(docPicture('popup.md'), 'utf8')).toContain(`(${picture})`);
  expect(readFileSync(docPicture(picture)).readUInt32BE(16)).toBe(width);
}

test('the popup fits a phone’s width, and what 200 % zoom leaves of it', async () => {
  const chromium = await openChromium(extension);
  try {
    const [kinds] = states.filter(({ name }) => name === 'kinds');
    if (kinds) worker.play(kinds.script);
    await chromium.connectQuietly({ address: worker.address, token: `khp_${'0'.repeat(66)}` });
    const page = await chromium.open('popup.html');
    for (const [width, height] of [
      [320, 568],
      [400, 300],
    ] as const) {
      await page.setViewport({ width, height });
      await page.waitForSelector('[data-fresh="true"] .key');
      await page.waitForFunction('innerWidth === document.documentElement.scrollWidth');
      await inspect(page, `popup-width-${width}`, ['light']);
    }
  } finally {
    await chromium.browser.close();
  }
});

/** Keeps a picture in each colour scheme, and looks for barriers and for what sticks out. */
async function inspect(page: Page, name: string, schemes: readonly Scheme[]): Promise<void> {
  for (const scheme of schemes) {
    await showScheme(page, scheme);
    writeFileSync(join(pictureFolder, `${name}-${scheme}.png`), await page.screenshot());
    expect([name, await findBarriers(page)]).toEqual([name, []]);
  }
  const sticksOut = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect([name, sticksOut]).toEqual([name, 0]);
}
