import type { Browser, Page } from 'puppeteer-core';

import { createApiClient } from '../../worker/local/api-client.ts';
import { pairExtension } from '../../worker/local/browser/pair-extension.ts';

/** Where tests build the extension: not where a person who runs `npm start` beside them has it loaded from. */
export const testBuild = '.output-tests';

export const pasteBox = 'textarea';

/** The Worker that the extension is to be paired with. */
export interface Connection {
  /** `http://127.0.0.1:8787` */
  readonly address: string;
  /** Approves the pairing: as by the command line, `keyharbor pairings approve`. */
  readonly token: string;
}

/** A tab at any web address, `https://github.com/acme`, with a stand-in for its page: nothing is fetched. */
export async function visitStandIn(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  const body = `<!doctype html><html lang="en"><title>Stand-in</title><${pasteBox}></${pasteBox}></html>`;
  page.on('request', (request) => {
    // Chromium asks here for scripts of the extension, too, now and then: those are none of this page's.
    if (request.url().startsWith('http')) void request.respond({ contentType: 'text/html', body });
    else void request.continue();
  });
  await page.goto(address);
  return page;
}

/** Pairs from the console, as a person who approves at once. */
export async function connectFrom(page: Page, { address, token }: Connection): Promise<void> {
  const api = createApiClient(address, token);
  await pairExtension(page, { address, approve: (code) => api.approvePairing({ code }) });
}
