import type { Page } from 'puppeteer-core';

/** A Worker to be paired with, and how a code is approved there. */
export interface Pairing {
  readonly address: string;
  readonly approve: (code: string) => Promise<unknown>;
}

const form = 'form.pair';
const waiting = '[data-waiting]';

/** Pairs from the console of the extension, as a person does who approves at once. */
export async function pairExtension(page: Page, { address, approve }: Pairing): Promise<void> {
  await approve(await startPairing(page, address));
  // The page that opened for the approval stands before it; coming back is what it goes on by.
  await closeApproval(page, address);
  await page.bringToFront();
  await page.waitForSelector('.console[data-section]');
}

/** Fills in the form of the console; gives the code that it shows then. */
export async function startPairing(page: Page, address: string): Promise<string> {
  await page.waitForSelector(form);
  await page.evaluate(`{
    const field = document.querySelector('${form} input[type=url]');
    field.value = ${JSON.stringify(address)};
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('${form} [type=submit]').click();
  }`);
  await page.waitForSelector(waiting);
  return String(await page.evaluate(`document.querySelector('${waiting}').dataset.waiting`));
}

/** It leads on to signing in. */
async function closeApproval(page: Page, address: string): Promise<void> {
  const browser = page.browser();
  const target = await browser.waitForTarget((each) => each.url().startsWith(`${address}/`));
  await (await target.page())?.close();
}
