import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { sections } from '../../extension/features/navigate/route.ts';
import { buildExtension } from '../../worker/local/browser/build-extension.ts';
import { extensionId } from '../../worker/local/browser/extension-id.ts';
import { startPairing } from '../../worker/local/browser/pair-extension.ts';
import { startStack, type Stack } from '../../worker/local/stack/stack.ts';
import { openChromium, type Chromium } from '../support/chromium.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';
import { testBuild } from '../support/pages.ts';
import { pictureFolder, storagesFolder } from '../support/results.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const readmePicture = fileURLToPath(new URL('../../docs/images/popup.png', import.meta.url));
const schemes = ['light', 'dark'] as const;

let stack: Stack;
let extension: string;
let usedKey: string;
let usedPolicy: string;
const browsers: Chromium[] = [];

beforeAll(async () => {
  extension = await buildExtension({ into: testBuild });
  stack = await startStack({ folder: join(storagesFolder, 'screens'), port: 0, fresh: true });
  noteSecret(stack.consoleToken);
  const api = notingApi({ url: stack.url, token: stack.consoleToken });
  const made = [];
  for (const name of ['build server', 'retired laptop', 'nightly agents'])
    made.push(await api.createKey({ name }));
  usedKey = made[2]?.key.id ?? '';
  await stack.api.editKey({ id: usedKey, owner: 'Platform team', tags: ['ci'], note: 'Runs at night.' });
  await stack.api.createTicket({ id: usedKey, label: 'ChatGPT', image: 'code_latest' });
  const policy = await api.createPolicy({
    name: 'Linux only',
    images: ['linux_latest'],
    release: null,
    maxRunMinutes: 60,
    tools: {
      otherwise: 'deny',
      rules: [
        {
          pattern: 'read_*',
          effect: 'allow',
          when: [{ pointer: '/path', test: 'matches', pattern: '/home/*' }],
        },
      ],
    },
  });
  usedPolicy = policy.id;
  await stack.api.disableKey({ id: made[1]?.key.id ?? '' });
});
afterAll(async () => {
  await Promise.all(browsers.map(({ browser }) => browser.close()));
  await stack.stop();
});

async function givenBrowser(...args: string[]): Promise<Chromium> {
  const chromium = await openChromium(extension, args);
  browsers.push(chromium);
  return chromium;
}

/** Looks for barriers in both colour schemes, and keeps a picture of each for people to look at. */
async function inspect(page: Page, name: string): Promise<void> {
  await page.evaluate(axe);
  for (const scheme of schemes) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    writeFileSync(join(pictureFolder, `${name}-${scheme}.png`), await page.screenshot());
    const found = await page.evaluate(
      'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))',
    );
    expect(found).toEqual([]);
  }
}

async function isReady(page: Page): Promise<Page> {
  await page.waitForSelector('[data-state="ready"][data-fresh="true"]');
  return page;
}

for (const [language, pairLabel] of [
  ['en', 'Pair this browser'],
  ['zh-CN', '配对此浏览器'],
] as const) {
  test(`the way in is without barriers in ${language}`, async () => {
    const chromium = await givenBrowser(`--lang=${language}`);
    const unconnected = await chromium.popup(await chromium.visit('https://github.com/acme/boat'));
    await unconnected.waitForSelector('[data-state="connect"]');
    expect(await unconnected.$eval('button', (each) => each.textContent)).toContain(pairLabel);
    await inspect(unconnected, `connect-${language}`);
    await unconnected.close();

    const welcome = await chromium.open('console.html');
    await welcome.waitForSelector('form.pair');
    await inspect(welcome, `pair-${language}`);
    await startPairing(welcome, stack.url);
    await welcome.bringToFront();
    await inspect(welcome, `pair-waiting-${language}`);
  });

  test(`popup and console are without barriers in ${language}`, async () => {
    const chromium = await givenBrowser(`--lang=${language}`);
    await chromium.connect({ address: stack.url, token: stack.consoleToken });
    const popup = await isReady(await chromium.popup(await chromium.visit('https://github.com/acme/boat')));
    await inspect(popup, `popup-${language}`);
    await popup.close();

    const console = await chromium.open('console.html');
    await console.setViewport({ width: 1200, height: 760 });
    await inspect(await isReady(console), `console-${language}`);
    await console.click('[id^="policy-of-"]');
    await console.waitForSelector('form.confirm select');
    await inspect(console, `change-policy-${language}`);
    await console.click('[aria-haspopup="dialog"]');
    await console.waitForSelector('dialog[open]');
    await inspect(console, `address-${language}`);
    await console.goto(chromium.url(`console.html#/keys/${usedKey}`));
    await console.reload();
    await console.waitForSelector('.data-table');
    await inspect(console, `key-${language}`);
    await console.goto(chromium.url(`console.html#/policies/${usedPolicy}`));
    await console.reload();
    await console.waitForSelector('.data-table');
    await inspect(console, `policy-${language}`);
    for (const section of sections) {
      await console.goto(chromium.url(`console.html#/${section}`));
      await console.waitForSelector(`[data-section="${section}"][data-fresh="true"]`);
      await inspect(console, `console-${section}-${language}`);
    }
    // A phone's width, which is also what 200 % zoom leaves of a small window (WCAG 2.2, 1.4.10).
    await console.setViewport({ width: 320, height: 640 });
    for (const section of sections) {
      await console.goto(chromium.url(`console.html#/${section}`));
      await console.waitForSelector(`[data-section="${section}"][data-fresh="true"]`);
      expect([section, await console.evaluate('document.documentElement.scrollWidth')]).toEqual([
        section,
        320,
      ]);
      writeFileSync(join(pictureFolder, `narrow-${section}-${language}.png`), await console.screenshot());
    }
  });
}

test('the picture in the README is a popup’s', async () => {
  const chromium = await givenBrowser();
  await chromium.connect({ address: stack.url, token: stack.consoleToken });
  const popup = await isReady(await chromium.popup(await chromium.visit('https://github.com/acme/boat')));
  const width = await popup.evaluate('innerWidth');
  if (process.env['UPDATE_PICTURES'] === '1') writeFileSync(readmePicture, await popup.screenshot());
  // A PNG says its width in its first chunk (PNG specification, section 11.2.2); the height depends on fonts.
  expect(readFileSync(readmePicture).readUInt32BE(16)).toBe(width);
});

test('installing asks for nothing that a browser warns about, and its id is the one we print', async () => {
  const chromium = await givenBrowser();
  expect(chromium.id).toBe(extensionId);
  const manifest = readFileSync(join(extension, 'manifest.json'), 'utf8');
  const page = await chromium.open('console.html');
  const warnings = await page.evaluate(
    `chrome.management.getPermissionWarningsByManifest(${JSON.stringify(manifest)})`,
  );
  expect(warnings).toEqual([]);
  expect(JSON.parse(manifest)).toMatchObject({
    permissions: ['storage', 'activeTab', 'contextMenus', 'alarms', 'offscreen'],
  });
  expect(manifest).not.toMatch(/host_permissions|content_scripts|web_accessible|unsafe-/);
});

test('the policy of its pages lets no foreign code or frame in', async () => {
  const chromium = await givenBrowser();
  const page = await chromium.open('console.html');
  const blocked = await page.evaluate(`new Promise((resolve) => {
    const seen = new Set();
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.add(event.effectiveDirective);
      if (seen.size === 3) resolve([...seen].sort());
    });
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.test/';
    const image = document.createElement('img');
    image.src = 'https://evil.test/a.png';
    document.body.append(script, frame, image);
  })`);
  expect(blocked).toEqual(['frame-src', 'img-src', 'script-src-elem']);
  expect(await page.evaluate('window.ran')).toBeUndefined();
});
