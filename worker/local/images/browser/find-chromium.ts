import { access, constants } from 'node:fs/promises';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium to drive, or null where there is none.
 *
 * `chosen` is what `CHROMIUM_BIN` says. Whoever sets it means it: where nothing runs there, no other is taken.
 */
export async function findChromium(chosen: string | undefined): Promise<string | null> {
  for (const place of chosen ? [chosen] : usualPlaces) {
    if (await isExecutable(place)) return place;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false, // Not there, or not to be run by us.
  );
}
