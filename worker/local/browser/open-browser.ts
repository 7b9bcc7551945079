import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch } from 'puppeteer-core';

import { findChromium } from '../images/browser/find-chromium.ts';

/** What the extension keeps as its connection; see `extension/platform/`. */
interface Connection {
  readonly address: string;
  readonly token: string;
}

/** A window that we opened. */
export interface OpenBrowser {
  close(): Promise<void>;
}

/**
 * Opens a Chromium with the extension loaded and connected, on its console; `null` where there is no Chromium or
 * no display to show it on. Its profile is new and gone when it closes.
 */
export async function openBrowser(extension: string, connection: Connection): Promise<OpenBrowser | null> {
  const executablePath = await findChromium(process.env['CHROMIUM_BIN']);
  if (executablePath === null || !hasDisplay()) return null;
  const userDataDir = mkdtempSync(join(tmpdir(), 'keyharbor-browser-'));
  const browser = await launch({
    executablePath,
    userDataDir,
    headless: false,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    args: [
      '--no-first-run',
      '--no-default-browser-check',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const id = await browser.installExtension(extension);
  const [page = await browser.newPage()] = await browser.pages();
  await page.goto(`chrome-extension://${id}/console.html`);
  // Session storage only: nothing of it is written to the profile.
  await page.evaluate(`chrome.storage.session.set(${JSON.stringify({ connection })})`);
  await page.reload();
  const closed = () => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  browser.once('disconnected', closed);
  return { close: () => browser.close() };
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
