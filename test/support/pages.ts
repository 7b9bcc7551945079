import type { Browser, Page } from 'puppeteer-core';

/** Where tests build the extension: not where a person who runs `npm start` beside them has it loaded from. */
export const testBuild = '.output-tests';

export const pasteBox = 'textarea';

/** Where the extension is to connect to. */
export interface Connection {
  /** `http://127.0.0.1:8787` */
  readonly address: string;
  readonly token: string;
}

/** A tab at any web address, `https://github.com/acme`, with a stand-in for its page: nothing is fetched. */
export async function visitStandIn(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  const body = `<!doctype html><html lang="en"><title>Stand-in</title><${pasteBox}></${pasteBox}></html>`;
  page.on('request', (request) => void request.respond({ contentType: 'text/html', body }));
  await page.goto(address);
  return page;
}

/** Connects from a page of the extension, as a person who has filled in the form. */
export async function connectFrom(page: Page, connection: Connection): Promise<void> {
  await page.evaluate((stored) => {
    const { chrome } = globalThis as unknown as PageOfExtension; // This function runs in the page.
    return chrome.storage.session.set({ connection: stored });
  }, connection);
}

interface PageOfExtension {
  readonly chrome: { readonly storage: { readonly session: { set(values: object): Promise<void> } } };
}
