import { join } from 'node:path';

import type { Browser, Page } from 'puppeteer-core';
import { expect } from 'vitest';

import type { BareDeployment } from './bare-deployment.ts';
import { findBarriers, schemes, showScheme } from './inspect-page.ts';
import { pictureFolder } from './results.ts';

/** The page once its heading says `title`. */
export async function arrivedAt(page: Page, title: string): Promise<void> {
  const isThere = `document.querySelector('h1')?.textContent === ${JSON.stringify(title)}`;
  await page.waitForFunction(isThere).catch(async () => expect(await headingOf(page)).toBe(title));
}

export const headingOf = (page: Page) => page.evaluate("document.querySelector('h1')?.textContent");
export const textOf = (page: Page) => page.evaluate('document.body.innerText') as Promise<string>;

/** Presses a button or a link by what it says. */
export async function press(page: Page, name: string): Promise<void> {
  const [button, link] = ['button', 'link'].map((role) => `::-p-aria([name="${name}"][role="${role}"])`);
  await page.locator(`${button}, ${link}`).click();
}

/** Looks at the page in the light and in the dark, as people and as axe see it. */
export async function look(page: Page, name: string): Promise<void> {
  for (const scheme of schemes) {
    await showScheme(page, scheme);
    await page.screenshot({ path: join(pictureFolder, `pages-${name}-${scheme}.png`), fullPage: true });
    expect([name, scheme, await findBarriers(page)]).toEqual([name, scheme, []]);
  }
}

/** Our pages as people visit them; `broken` gathers what a page's policy refused it. */
export function createVisits(browser: Browser, { url, provider }: BareDeployment) {
  const broken: string[] = [];

  /** A browser of somebody's own, with its own cookies. */
  async function arrive(language = 'en-GB'): Promise<Page> {
    const page = await (await browser.createBrowserContext()).newPage();
    await page.setViewport({ width: 900, height: 900 });
    await page.setExtraHTTPHeaders({ 'accept-language': language });
    await page.evaluateOnNewDocument(
      "addEventListener('securitypolicyviolation', (event) => console.error('policy', event.violatedDirective))",
    );
    page.on('console', (message) => {
      if (message.text().startsWith('policy')) broken.push(`${page.url()} ${message.text()}`);
    });
    return page;
  }

  /** What the provider of this machine asks: a name, and the code of the terminal. */
  async function proveAs(page: Page, name: string): Promise<void> {
    await page.waitForSelector('input[name=code]');
    await page.evaluate("document.querySelector('input[name=name]').value = ''");
    await page.type('input[name=name]', name);
    await page.type('input[name=code]', provider.code);
    await press(page, 'Sign in');
  }

  return {
    broken,
    arrive,
    proveAs,
    open: (page: Page, path: string) => page.goto(new URL(path, url).href),

    /** Somebody who is back from the provider, on their account, which has their name for a heading. */
    async signIn(name: string, { language = 'en-GB', called = name } = {}): Promise<Page> {
      const page = await arrive(language);
      await page.goto(`${url}/sign-in`);
      await page.click('.ways button');
      await proveAs(page, name);
      await arrivedAt(page, called);
      return page;
    },
  };
}
