import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { launch, type Browser, type Page } from 'puppeteer-core';
import { inject, vi } from 'vitest';

import { findFirefox } from './browsers.ts';
import { connectFrom, pasteBox, visitStandIn, type Connection } from './pages.ts';

/** The id of the pages, else random for each profile. */
const host = '11111111-2222-4333-8444-555555555555';

/** Nothing but this machine can be reached: a test that reaches further fails instead of depending on it. */
const deadProxy = {
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': '127.0.0.1, localhost',
};

const quiet = {
  'app.update.disabledForTesting': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
};

export type Firefox = Awaited<ReturnType<typeof openFirefox>>;

/**
 * A Firefox of its own with the extension as a temporary add-on. Close it with `browser.close()`. `profile`: a folder that
 * stays then; else it is gone.
 */
export async function openFirefox(profile?: string) {
  const directory = inject('extension').firefox;
  const browser = await launch({
    browser: 'firefox',
    executablePath: await findFirefox(),
    headless: true,
    ...(profile !== undefined && { userDataDir: profile }),
    args: ['--remote-allow-system-access'], // Else it refuses to open pages of an extension.
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [await addOnId(directory)]: host }),
      'ui.popup.disable_autohide': true, // The popup stays while a test looks at it from another page.
      ...deadProxy,
      ...quiet,
    },
  });
  const id = await browser.installExtension(directory);
  const chrome = await browserWindow(browser);
  const open = (page: string) => openOwnPage(browser, `moz-extension://${host}/${page}`);

  return {
    browser,
    open,
    /** A tab at any web address, with a stand-in for its page: nothing is fetched. */
    visit: (address: string) => visitStandIn(browser, address),
    /** Pairs the extension; gives the page to look at popups from. */
    async connect(connection: Connection): Promise<Page> {
      const page = await open('console.html');
      await connectFrom(page, connection);
      return page;
    },
    /** A click on the toolbar button over `page`: opens the real popup, which may read that page's address. */
    async popup(page: Page): Promise<void> {
      await page.bringToFront();
      await chrome(`
        const extension = ${extensionOf(id)};
        await extension.apiManager.global.browserActionFor(extension).triggerAction(window);`);
    },
    /** Says yes, once and for all, where the extension asks to use the clipboard without a page. */
    grantCopying: () =>
      chrome(`
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        const wanted = { permissions: ['clipboardRead', 'clipboardWrite'], origins: [], data_collection: [] };
        await ExtensionPermissions.add(${JSON.stringify(id)}, wanted, ${extensionOf(id)});`),
    /** The keyboard command that copies without the popup, over `page`. */
    async copyCommand(page: Page): Promise<void> {
      await page.bringToFront();
      await chrome(`
        const keys = [...document.querySelectorAll('keyset[id^="ext-keyset"] > key')];
        keys.find((each) => each.getAttribute('key') === 'Y').dispatchEvent(new Event('command'));`);
    },
    /** A key pressed in the popup by a person. */
    press: (key: string) => chrome(pressing(key)),
    /** What is on the clipboard. */
    clipboard: () => readClipboard(browser),
  };
}

/** The extension, as the browser itself sees it. */
function extensionOf(id: string): string {
  const parent =
    "ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs').ExtensionParent";
  return `${parent}.GlobalManager.getExtension(${JSON.stringify(id)})`;
}

/** Only a key that a person pressed lets a page write to the clipboard. */
function pressing(key: string): string {
  const code = key.length > 1 ? key : ''; // Of a sign, the place of its key on the keyboard.
  return `
    document.querySelector('.webextension-popup-browser').focus();
    const typist = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    typist.beginInputTransactionForTests(window);
    const event = new KeyboardEvent('', { key: ${JSON.stringify(key)}, code: ${JSON.stringify(code)} });
    typist.keydown(event);
    typist.keyup(event);`;
}

/** Pastes it: only a page may, and only into itself. */
async function readClipboard(browser: Browser): Promise<string> {
  const page = await visitStandIn(browser, 'https://paste.example/');
  await page.bringToFront();
  await page.focus(pasteBox);
  await page.keyboard.down('Control');
  await page.keyboard.press('KeyV');
  await page.keyboard.up('Control');
  const text = String(await page.evaluate(`document.querySelector('${pasteBox}').value`));
  await page.close();
  return text;
}

/**
 * What `expression` says of the open popup, whose `document` it sees as `d`; `null` without a popup.
 *
 * The popup is no page that a test can attach to, so it is looked at from `page`, another one of the extension.
 */
export async function inPopup(page: Page, expression: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const d = browser.extension.getViews({ type: 'popup' })[0]?.document;
    return d ? (${expression}) : null;
  })()`);
}

/** Waits until `expression` is true of the popup. */
export function untilPopup(page: Page, expression: string): Promise<unknown> {
  const holds = async () => {
    if ((await inPopup(page, expression)) !== true) throw new Error(`not yet: ${expression}`);
  };
  return vi.waitFor(holds, { timeout: 15_000, interval: 50 });
}

async function addOnId(directory: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  }; // As wxt.config.ts says it.
  return manifest.browser_specific_settings.gecko.id;
}

async function openOwnPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  // Load events of these pages never arrive, so the page itself is asked.
  await page.goto(url, { waitUntil: [] }).catch(() => null);
  await page.waitForFunction('document.readyState === "complete" && location.protocol === "moz-extension:"');
  return page;
}

interface Bidi {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

/** Runs code in the privileged window around the pages, where toolbar and popup are. */
async function browserWindow(browser: Browser): Promise<(body: string) => Promise<void>> {
  const { connection } = browser as unknown as { connection: Bidi }; // Private: look again at each upgrade of puppeteer.
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree.result as { contexts: { url: string; context: string }[] };
  const window = contexts.find(({ url }) => url.includes('browser.xhtml'));
  return async (body) => {
    const { result } = await connection.send('script.evaluate', {
      expression: `(async () => { ${body} })()`,
      target: { context: window?.context },
      awaitPromise: true,
    });
    const { type, exceptionDetails } = result as { type: string; exceptionDetails?: { text: string } };
    if (type !== 'success') throw new Error(exceptionDetails?.text ?? type);
  };
}
