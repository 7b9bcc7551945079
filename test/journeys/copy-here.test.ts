import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { formatById } from '../../shared/address/formats/formats.ts';
import { buildExtension } from '../../worker/local/browser/build-extension.ts';
import { openChromium, type Chromium } from '../support/chromium.ts';
import { notingApi } from '../support/deployment.ts';

const deployment = inject('deployment');
const api = notingApi(deployment);

let chromium: Chromium;
beforeAll(async () => {
  chromium = await openChromium(await buildExtension({ into: '.output-granted', granted: true }));
  await chromium.connect({ address: deployment.url, token: deployment.token });
});
afterAll(() => chromium.browser.close());

function written(image: string, secret: string): string {
  const name = `keyharbor-${image.replace('_latest', '')}`;
  return formatById('claude-code').write({ name, url: `${deployment.url}/mcp/${image}`, image, secret });
}

test.each([
  [
    'the keyboard command',
    'commands.onCommand',
    ['copy-here', { url: 'https://github.com/acme', incognito: false }],
    'code_latest',
  ],
  [
    'the context menu',
    'contextMenus.onClicked',
    [{ menuItemId: 'windows' }, { url: 'https://github.com/acme', incognito: false }],
    'windows_latest',
  ],
  ['the address bar', 'omnibox.onInputEntered', ['mobile', 'currentTab'], 'mobile_latest'],
])('%s copies without the popup, and the toolbar button says so', async (_, event, values, image) => {
  const { secret } = await api.createKey({ name: `copy here ${image} ${Date.now()}` });
  await chromium.forget();
  await chromium.fire(event, values);
  // The tick of the test before may still be there, so the clipboard is what is waited for.
  const isWritten = async () =>
    expect(await chromium.clipboard(), `the button says ${String(await chromium.badge())}`).toBe(
      written(image, secret),
    );
  await vi.waitFor(isWritten, { timeout: 10_000 });
  await vi.waitFor(async () => expect(await chromium.badge()).toBe('✓'), { timeout: 10_000 });
});

test('a hidden page that a stopped background left open is used, and closed', async () => {
  const event = ['copy-here', { url: 'https://github.com/acme', incognito: false }];
  for (const at of [1, 2]) {
    const { secret } = await api.createKey({ name: `left open ${at} ${Date.now()}` });
    await chromium.forget();
    await chromium.leaveHiddenPage(); // Rejects where one is open still.
    await chromium.fire('commands.onCommand', event);
    const isWritten = async () => expect(await chromium.clipboard()).toContain(secret);
    await vi.waitFor(isWritten, { timeout: 10_000 });
    await vi.waitFor(async () => expect(await chromium.hiddenPages()).toBe(0), { timeout: 10_000 });
  }
});

test('what was copied is taken off the clipboard when its time is over', async () => {
  const { secret } = await api.createKey({ name: `to be cleared ${Date.now()}` });
  await chromium.prefer({ clearAfter: 30 });
  await chromium.forget();
  await chromium.fire('commands.onCommand', [
    'copy-here',
    { url: 'https://github.com/acme', incognito: false },
  ]);
  const isWritten = async () => expect(await chromium.clipboard()).toContain(secret);
  await vi.waitFor(isWritten, { timeout: 10_000 });
  const isCleared = async () => {
    await chromium.fire('alarms.onAlarm', [{ name: 'clear-clipboard' }]);
    expect(await chromium.clipboard()).toBe('');
  };
  await vi.waitFor(isCleared, { timeout: 10_000 });
});

test('what cannot be copied is said on the button, too', async () => {
  // Others have left keys in the deployment, too.
  const active = () => api.listKeys({ status: 'active', limit: '100' });
  for (let { keys } = await active(); keys.length > 0; { keys } = await active())
    for (const { id } of keys) await api.disableKey({ id });
  await chromium.forget();
  await chromium.fire('commands.onCommand', [
    'copy-here',
    { url: 'https://github.com/acme', incognito: false },
  ]);
  await vi.waitFor(async () => expect(await chromium.badge()).toBe('!'), { timeout: 10_000 });
});
