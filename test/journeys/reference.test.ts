import axe from 'axe-core';
import { launch, type Page } from 'puppeteer-core';
import { expect, inject, test } from 'vitest';

import { operationNames } from '../../shared/api/contract.ts';
import { findChromium } from '../support/browsers.ts';

/** A page of the deployment in Chromium, with everything that it asked for and whatever its policy refused. */
async function visit(path: string, look: (page: Page) => Promise<void>) {
  const { url } = inject('deployment');
  const browser = await launch({
    executablePath: await findChromium(),
    headless: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [], // Chromium refuses its sandbox to root.
  });
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    const wrong: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
    page.on('pageerror', (error) => void wrong.push(String(error)));
    await page.evaluateOnNewDocument(
      "addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective))",
    );
    await page.goto(new URL(path, url).href, { waitUntil: 'networkidle0' });
    await look(page);
    const foreign = asked.filter((each) => !each.startsWith(`${url}/`) && !each.startsWith('data:'));
    return { asked, foreign, wrong };
  } finally {
    await browser.close();
  }
}

/** What axe finds to be serious: a rule and how often. */
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
  return found.violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id }) => id);
}

test('the reference lists every operation, asks no other host and breaks no rule of its policy', async () => {
  const { asked, foreign, wrong } = await visit('/docs', async (page) => {
    const listed = (): Promise<number> =>
      page.evaluate("document.querySelectorAll('.opblock').length") as Promise<number>;
    await page.waitForSelector('.opblock');
    expect(await listed()).toBe(operationNames.length);
  });
  expect(asked.some((each) => each.endsWith('/v1/openapi.json'))).toBe(true);
  expect([foreign, wrong]).toEqual([[], []]);
});

test.each(['light', 'dark'])('the page of a refusal can be read by everybody, in the %s', async (scheme) => {
  const { foreign, wrong } = await visit('/docs/errors/key_active', async (page) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    expect(await page.$eval('h1', (heading) => heading.textContent)).toBe('Active keys cannot be deleted');
    expect(await page.evaluate('getComputedStyle(document.querySelector("nav a")).color')).toBe(
      scheme === 'light' ? 'rgb(11, 95, 115)' : 'rgb(111, 203, 221)',
    );
    // Axe is put into the page past its policy, which refuses every script.
    await page.setBypassCSP(true);
    await page.reload();
    expect(await seriousIn(page)).toEqual([]);
  });
  expect([foreign, wrong]).toEqual([[], []]);
});
