import type { Page } from 'puppeteer-core';
import { inject } from 'vitest';

import { openChromium } from './chromium.ts';
import { openHand } from './console-hand.ts';
import { isRead } from './console-scenes.ts';
import { openFirefox } from './firefox.ts';
import type { Connection } from './pages.ts';

export const browserNames = ['Chromium', 'Firefox'] as const;
export type BrowserName = (typeof browserNames)[number];

export type OpenedConsole = Awaited<ReturnType<typeof openConsole>>;

interface Shown {
  readonly page: Page;
  readonly clipboard: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A console in a browser of its own, connected. */
export async function openConsole(name: BrowserName, connection: Connection) {
  const { page, clipboard, close } = await show[name](connection);

  return {
    name,
    page,
    /** What is on the clipboard. */
    async clipboard() {
      const text = await clipboard();
      await page.bringToFront();
      return text;
    },
    close,
    type: (text: string) => page.keyboard.type(text),
    /** A name that nothing else has. */
    named: (what: string) => `${what} ${name} ${Date.now()}`,
    /** Comes to a section from another one; gives the hands of a person there. */
    async at(hash: string) {
      await page.bringToFront();
      for (const place of ['#/about', hash]) {
        await page.evaluate(`location.hash = ${JSON.stringify(place)}`);
        await page.waitForSelector(`[data-section="${/[a-z_]+/.exec(place)?.[0] ?? ''}"]`);
      }
      await isRead(page);
      return openHand(page);
    },
  };
}

const show: Readonly<Record<BrowserName, (connection: Connection) => Promise<Shown>>> = {
  Chromium: async (connection) => {
    const { browser, connect, open, clipboard } = await openChromium(inject('extension').chrome);
    await connect(connection);
    return { page: await open('console.html'), clipboard, close: () => browser.close() };
  },
  Firefox: async (connection) => {
    const { browser, connect, clipboard } = await openFirefox();
    return { page: await connect(connection), clipboard, close: () => browser.close() };
  },
};
