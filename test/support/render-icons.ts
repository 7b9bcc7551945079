// Draws the extension's icons from its mark: node test/support/render-icons.ts
import { readFile } from 'node:fs/promises';

import { launch } from 'puppeteer-core';

import { findChromium } from './browsers.ts';

const sizes = [16, 32, 48, 128];

const mark = await readFile('extension/ui/mark.svg', 'utf8');
const browser = await launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const size of sizes) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${mark}`);
  await page.screenshot({ path: `extension/public/icon/${size}.png`, omitBackground: true });
}
await browser.close();
