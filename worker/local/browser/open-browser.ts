import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch } from 'puppeteer-core';

import { findChromium } from '../images/browser/find-chromium.ts';
import { pairExtension, type Pairing } from './pair-extension.ts';

/**
 * Opens a Chromium with the extension loaded and paired, on its console. Its profile is
 * new, and gone when it closes; it closes with this process.
 *
 * `false`: there is no Chromium, or no display to show it on.
 */
export async function openBrowser(extension: string, pairing: Pairing): Promise<boolean> {
  const executablePath = await findChromium(process.env['CHROMIUM_BIN']);
  if (executablePath === null || !hasDisplay()) return false;
  const userDataDir = mkdtempSync(join(tmpdir(), 'keyharbor-browser-'));
  const browser = await launch({
    executablePath,
    userDataDir,
    headless: false,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    // Ctrl-C is ours to answer: puppeteer would end the process before the other parts are stopped.
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      '--no-first-run',
      '--no-default-browser-check',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const id = await browser.installExtension(extension);
  // The extension opens its console when it is installed.
  const opened = await browser.waitForTarget(
    (each) => each.url() === `chrome-extension://${id}/console.html`,
  );
  const forget = () => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  browser.once('disconnected', forget);
  process.once('exit', () => {
    browser.process()?.kill();
    forget();
  });
  await pairExtension(await opened.asPage(), pairing);
  return true;
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}
