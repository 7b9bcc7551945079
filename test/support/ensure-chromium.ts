import { spawnSync } from 'node:child_process';

import { findChromium } from '../../worker/local/images/browser/find-chromium.ts';

const advice =
  'Chromium is needed for the browser tests. Install it (Debian, Ubuntu: apt-get install chromium) or set CHROMIUM_BIN.';

/** Makes sure that there is a Chromium: by apt-get where we may, else by saying what to install. */
export async function ensureChromium(say: (line: string) => void): Promise<void> {
  if ((await find()) !== null) return;
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (mayInstall) {
    say('Installing Chromium');
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
      options,
    );
  }
  if ((await find()) !== null) return;
  process.stderr.write(`${advice}\n`);
  process.exit(1);
}

function find(): Promise<string | null> {
  return findChromium(process.env['CHROMIUM_BIN']);
}
