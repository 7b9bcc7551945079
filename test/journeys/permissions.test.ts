import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { extensionId } from '../../worker/local/browser/extension-id.ts';
import { openChromium, type Chromium } from '../support/chromium.ts';

const extension = inject('extension').chrome;
let chromium: Chromium;
beforeAll(async () => {
  chromium = await openChromium(extension);
});
afterAll(() => chromium.browser.close());

test('installing asks for nothing that a browser warns about, and its id is the one we print', async () => {
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
