import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { formatById } from '../../shared/address/formats/formats.ts';
import { notingApi } from '../support/deployment.ts';
import { inPopup, openFirefox, untilPopup, type Firefox } from '../support/firefox.ts';

const deployment = inject('deployment');
const api = notingApi(deployment);

let firefox: Firefox;
let observer: Page;
beforeAll(async () => {
  firefox = await openFirefox();
  observer = await firefox.connect({ address: deployment.url, token: deployment.token });
});
afterAll(() => firefox.browser.close());

test('in Firefox, too, the popup offers what the tab needs, Enter copies it, and a real client connects with it', async () => {
  const { key, secret } = await api.createKey({ name: `firefox ${Date.now()}` });
  await firefox.popup(await firefox.visit('https://github.com/acme/boat'));
  await untilPopup(observer, `!!d.querySelector('[data-state="ready"][data-fresh="true"]')`);
  expect(await inPopup(observer, `d.querySelector('.suggestion').textContent`)).toContain('github.com');
  expect(await inPopup(observer, `d.querySelector('[role="tab"][aria-selected="true"]').textContent`)).toBe(
    'Code',
  );

  await inPopup(observer, `d.querySelector('button[aria-label="Copy ${key.name}"]').focus()`);
  await firefox.press('Enter');
  await untilPopup(observer, `!!d.querySelector('button[aria-label="Copied ${key.name}"]')`);
  await firefox.press('Escape');

  const url = `${deployment.url}/mcp/code_latest`;
  const connection = { name: 'keyharbor-code', image: 'code_latest', url, secret };
  expect(await firefox.clipboard()).toBe(formatById('claude-code').write(connection));

  const client = new Client({ name: 'journey', version: '1.0.0' });
  const headers = { Authorization: `Bearer ${secret}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('run_code');
  await client.close();
});

test('in Firefox, too, keys alone search, choose, test, reveal, disable and enable', async () => {
  const { key, secret } = await api.createKey({ name: `firefox keys ${Date.now()}` });
  const statusOf = async () => (await api.readKey({ id: key.id })).status;
  const until = (expression: string) => untilPopup(observer, expression);
  await firefox.popup(await firefox.visit('https://github.com/acme/boat'));
  await until(`!!d.querySelector('[data-state="ready"][data-fresh="true"]')`);
  await until(`d.activeElement.matches('.key-copy')`);
  await firefox.press('?');
  await until(`d.querySelector('dialog')?.open === true`);
  await firefox.press('?'); // Escape closes the whole popup here, whatever a page says to that.
  await until(`d.querySelector('dialog') === null`);
  await firefox.press('2');
  await until(`d.querySelector('[aria-selected="true"]').id.endsWith('linux')`);
  await firefox.press('f');
  await until(`d.activeElement.id === 'format'`);

  await inPopup(observer, `d.querySelector('button[aria-label="Copy ${key.name}"]').focus()`);
  await firefox.press('/');
  await until(`d.activeElement.matches('input[type="search"]')`);
  await firefox.press('k');
  await until(`d.activeElement.value === 'k'`);
  await inPopup(observer, `d.querySelector('button[aria-label="Copy ${key.name}"]').focus()`);
  await firefox.press('t');
  await until(
    `[...d.querySelectorAll('.tested li')].some((each) => each.textContent.includes('run_command'))`,
  );
  await firefox.press('r');
  await until(`d.querySelector('.revealed code')?.textContent === ${JSON.stringify(secret)}`);
  await firefox.press('d');
  await until(`!!d.querySelector('[role="alertdialog"]')`);
  await firefox.press('Tab');
  await firefox.press('Enter');
  await vi.waitFor(async () => expect(await statusOf()).toBe('disabled'), 10_000);
  await until(`d.querySelector('[role="alertdialog"]') === null`);
  await firefox.press('e');
  await vi.waitFor(async () => expect(await statusOf()).toBe('active'), 10_000);
});

test('in Firefox, too, the keyboard command copies without the popup, and the toolbar button says so', async () => {
  const { secret } = await api.createKey({ name: `firefox command ${Date.now()}` });
  await observer.evaluate(`browser.storage.local.remove(['project', 'choices'])`);
  await firefox.grantCopying();
  await firefox.copyCommand(await firefox.visit('https://learn.microsoft.com/windows'));
  await vi.waitFor(
    async () => expect(await observer.evaluate('browser.action.getBadgeText({})')).toBe('✓'),
    10_000,
  );
  const connection = {
    name: 'keyharbor-windows',
    image: 'windows_latest',
    url: `${deployment.url}/mcp/windows_latest`,
    secret,
  };
  expect(await firefox.clipboard()).toBe(formatById('claude-code').write(connection));
});
