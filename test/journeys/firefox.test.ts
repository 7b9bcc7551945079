import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

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
