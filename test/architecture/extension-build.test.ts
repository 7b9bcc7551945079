import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { buildExtension } from '../../worker/local/browser/build-extension.ts';
import { pageWeight } from '../support/page-weight.ts';

let built: string;
beforeAll(async () => {
  built = await buildExtension({ into: '.output-checks' });
}, 60_000);

test('the popup weighs at most 35 kB with everything that it loads', async () => {
  const weight = await pageWeight(built, 'popup.html');
  expect(weight).toBeGreaterThan(15_000); // Less is no popup: something was not counted.
  expect(weight).toBeLessThanOrEqual(35_000);
});

test('what only tests, the reference and the Worker read is not in the popup', async () => {
  const html = await readFile(join(built, 'popup.html'), 'utf8');
  const [, script = ''] = /src="\/([^"]+)"/.exec(html) ?? [];
  const code = await readFile(join(built, script), 'utf8');
  expect(code).toContain('stackblitz.com');
  expect(code).not.toContain('stackblitz.com/edit');
  expect(code).toContain('/v1/keys');
  expect(code).not.toContain('Lists the keys');
  expect(code).not.toContain('expiringDays'); // Of the input of listKeys.
});

test('console and background speak through the polyfill, the popup by itself', async () => {
  const polyfill = 'api-metadata'; // What the polyfill calls its own table when it is not there.
  const scripts = await readdir(join(built, 'chunks'));
  const texts = await Promise.all(scripts.map((name) => readFile(join(built, 'chunks', name), 'utf8')));
  const popup = texts.filter((_, at) => scripts[at]?.startsWith('popup'));
  const others = [
    ...texts.filter((text) => !popup.includes(text)),
    await readFile(join(built, 'background.js'), 'utf8'),
  ];
  expect(popup).toHaveLength(1);
  expect(popup.join().includes(polyfill)).toBe(false);
  expect(others.filter((text) => text.includes(polyfill)).length).toBeGreaterThanOrEqual(2);
});
