import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

import { findChromium as lookForChromium } from '../../worker/local/images/browser/find-chromium.ts';

const firefoxPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

const advice =
  'Chromium and Firefox are needed for the browser tests. Install them (Debian: apt-get update && apt-get install -y ' +
  'chromium firefox-esr) or say where they are: CHROMIUM_BIN=…, FIREFOX_BIN=…';

/** The Chromium to test with. Rejects where there is none: a test that is skipped promises nothing. */
export async function findChromium(): Promise<string> {
  return (await lookForChromium(process.env['CHROMIUM_BIN'])) ?? missing();
}

/** The Firefox to test with. Rejects where there is none. */
export async function findFirefox(): Promise<string> {
  const chosen = process.env['FIREFOX_BIN'];
  return (chosen ? [chosen] : firefoxPlaces).find(isExecutable) ?? missing();
}

/** Makes sure that there are both browsers: by apt-get where we may, else by saying what to install. */
export async function ensureBrowsers(say: (line: string) => void): Promise<void> {
  if (await areThere()) return;
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (mayInstall) {
    say('Installing Chromium and Firefox');
    aptGet('update', '-qq');
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'firefox-esr', 'fonts-noto-cjk');
  }
  if (await areThere()) return;
  process.stderr.write(`${advice}\n`);
  process.exit(1);
}

function areThere(): Promise<boolean> {
  return Promise.all([findChromium(), findFirefox()]).then(
    () => true,
    () => false,
  );
}

function aptGet(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not to be run by us.
  }
}

function missing(): never {
  throw new Error(advice);
}
