import { existsSync } from 'node:fs';
import path from 'node:path';

import { launch, type Browser, type Page } from 'puppeteer-core';

import { findChromium } from './browsers.ts';
import { connectFrom, pasteBox, visitStandIn, type Connection } from './pages.ts';
import { pairedWith } from './paired-with.ts';

const quiet = [
  '--screen-info={1280x1000}', // A popup gets no more height than the screen has: 800 × 600, unless told.
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--no-pings',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  // Nothing but this machine has a name: a test that reaches further fails instead of depending on it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export type Chromium = Awaited<ReturnType<typeof openChromium>>;

/** A browser of its own with the extension built into `directory`. Close it with `browser.close()`. */
export async function openChromium(directory = '.output-tests/chrome-mv3', args: readonly string[] = []) {
  const browser = await launch({
    executablePath: await findChromium(),
    headless: true,
    pipe: true,
    enableExtensions: true,
    // Chromium refuses its sandbox to root, whom containers run tests as.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...quiet, ...args],
  });
  const id = await browser.installExtension(path.resolve(directory));
  const url = (page: string) => `chrome-extension://${id}/${page}`;
  await browser.waitForTarget((each) => each.url() === url('background.js'));
  // It opens its console when it is installed, if it has one: a page of a test must not meet it on the way.
  if (existsSync(path.join(directory, 'console.html')))
    await browser.waitForTarget((each) => each.url() === url('console.html'));

  return {
    browser,
    id,
    url,
    /** A page of the extension in a tab: `console.html`. */
    open: (page: string) => visit(browser, url(page)),
    /** A tab at any web address, `https://github.com/acme`, with a stand-in for its page: nothing is fetched. */
    visit: (address: string) => visitStandIn(browser, address),
    /** The real popup, as a click on the toolbar button opens it over `page`: it may read that page's address. */
    popup: (page: Page) => openPopup(browser, id, page),
    /** Starts the part without a page, if it sleeps. */
    wakeWorker: async () => {
      const page = await visit(browser, url('console.html'));
      await page.evaluate('chrome.runtime.sendMessage({}).catch(() => null)');
      await browser.waitForTarget((each) => each.url() === url('background.js'));
      await page.close();
    },
    /** Pairs the extension. */
    connect: (connection: Connection) => connect(browser, url('console.html'), connection),
    ...background(browser, url('background.js')),
    /** What is on the clipboard. Takes the focus, so an open popup closes. */
    clipboard: () => readClipboard(browser),
  };
}

/** The part without a page, and what it shows. */
function background(browser: Browser, url: string) {
  const evaluate = async (code: string) => {
    const target = await browser.waitForTarget((each) => each.url() === url);
    return (await target.worker())?.evaluate(code);
  };
  const keep = (values: object) => evaluate(`chrome.storage.local.set(${JSON.stringify(values)})`);
  return {
    /** Lets an event happen, as the browser does: keys and menus of its own cannot be pressed by a test. */
    fire: (event: string, values: readonly unknown[]) =>
      evaluate(`chrome.${event}.dispatch(...${JSON.stringify(values)})`),
    /** Puts what it keeps on disk there, as if it had been kept before. */
    keep,
    /** Pairs with a stand-in that knows of no pairing, and without a page that would ask it something, too. */
    connectQuietly: (connection: Connection) => evaluate(pairedWith(connection)),
    prefer: (preferences: object) => keep({ preferences }),
    /** As if it had been idle for a while: the next event starts it anew. */
    stopWorker: async () => {
      const target = await browser.waitForTarget((each) => each.url() === url);
      const gone = new Promise((tell) =>
        browser.on('targetdestroyed', (each) => each === target && tell(null)),
      );
      await (await target.worker())?.close();
      await gone;
    },
    /** Its hidden page is open, as where it was stopped in the middle of copying. */
    leaveHiddenPage: () =>
      evaluate(
        "chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['CLIPBOARD'], justification: 'left' })",
      ),
    hiddenPages: () =>
      evaluate(
        "chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] }).then(({ length }) => length)",
      ),
    badge: () => evaluate('chrome.action.getBadgeText({})'),
    /** Forgets what was cached, so that the next thing that is done asks the Worker. */
    forget: () => evaluate("chrome.storage.local.remove(['project', 'choices'])"),
  };
}

async function visit(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address);
  return page;
}

async function openPopup(browser: Browser, id: string, page: Page): Promise<Page> {
  const extension = (await browser.extensions()).get(id);
  if (!extension) throw new Error('The extension is not installed.');
  // Not a tab that shows popup.html: that one would take itself for the active tab.
  const opened = browser.waitForTarget((each) =>
    each.url().startsWith(`chrome-extension://${id}/popup.html`),
  );
  await extension.triggerAction(page);
  return (await opened).asPage();
}

async function connect(browser: Browser, console: string, connection: Connection): Promise<void> {
  const page = await visit(browser, console);
  await connectFrom(page, connection);
  await page.close();
}

async function readClipboard(browser: Browser): Promise<string> {
  // Pasting needs no permission; reading from an extension page is denied even to a test.
  const page = await visitStandIn(browser, 'https://paste.example/');
  await page.focus(pasteBox);
  await page.keyboard.press('KeyV', { commands: ['Paste'] });
  const text = String(await page.evaluate(`document.querySelector('${pasteBox}').value`));
  await page.close();
  return text;
}
