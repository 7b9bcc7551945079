import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { connectLegacy, connectModern } from './image-client.ts';
import {
  forkImages,
  givenFolder,
  givenOwnImages,
  stopImages,
  token,
  urlOf,
  withBrowser,
  type ImagesProcess,
} from './images-process.ts';
import { givenSite } from './site.ts';

test('a browser starts however long the path of the scratch folder is', async () => {
  const scratch = join(await givenFolder(), 'x'.repeat(100), 'y'.repeat(100));
  const child = forkImages(['--scratch', scratch], { KEYHARBOR_IMAGES_TOKEN: token, ...withBrowser });
  onTestFinished(() => stopImages(child));
  // The contract of the process: its first message is its port.
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];

  const client = await connectModern({ url: urlOf(port) }, 'browser_latest');
  expect((await client.call('browser_navigate', { url: await givenSite() })).text).toContain('Harbour');
});

test('a browser starts at the first call and goes with its session', async () => {
  const images = await givenOwnImages(withBrowser);
  const client = await connectLegacy(images, 'browser_latest', null);
  await client.tools();
  expect(browsersOf(images)).toBe(0);

  await client.call('browser_navigate', { url: await givenSite() });
  expect(browsersOf(images)).toBeGreaterThan(0);
  await client.leave();
  await expect.poll(() => browsersOf(images), { timeout: 5_000 }).toBe(0);
});

test.for(['SIGTERM', 'SIGKILL'] as const)('no browser outlives the process at %s', async (signal) => {
  const images = await givenOwnImages(withBrowser);
  const client = await connectLegacy(images, 'browser_latest');
  await client.call('browser_navigate', { url: await givenSite() });
  expect(browsersOf(images)).toBeGreaterThan(0);

  images.child.kill(signal);
  await expect.poll(() => browsersOf(images), { timeout: 10_000 }).toBe(0);
});

test('a browser that was closed, or that died, is followed by a new one', async () => {
  const url = await givenSite();
  const client = await connectModern(await givenOwnImages(withBrowser), 'browser_latest');
  await client.call('browser_navigate', { url });
  await client.call('browser_close');
  expect((await client.call('browser_navigate', { url })).text).toContain('Harbour');

  // The tool runs code inside the server that drives the browser, which is why that is a process of its own.
  const exit = '() => globalThis.constructor.constructor("return process")().exit(1)';
  const died = await client.call('browser_run_code_unsafe', { code: exit });
  expect(died.isError).toBe(true);
  expect((await client.call('browser_navigate', { url })).text).toContain('Harbour');
});

/** How many processes are browsers or drive one: they have a folder of ours in their arguments. */
function browsersOf({ scratch }: ImagesProcess): number {
  const all = execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  const own = all.filter((args) => args.includes(scratch) && !args.includes(`--scratch ${scratch}`));
  return own.length;
}
