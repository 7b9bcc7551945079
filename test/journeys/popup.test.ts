import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Page } from 'puppeteer-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { openChromium, type Chromium } from '../support/chromium.ts';
import { notingApi } from '../support/deployment.ts';

const deployment = inject('deployment');
const api = notingApi(deployment);

let chromium: Chromium;
beforeAll(async () => {
  chromium = await openChromium(inject('extension').chrome);
  await chromium.connect({ address: deployment.url, token: deployment.token });
});
afterAll(() => chromium.browser.close());

/** What the `mcpServers` format must be for a client to read it. */
const configuration = v.object({
  mcpServers: v.record(
    v.string(),
    v.object({ type: v.literal('http'), url: v.string(), headers: v.record(v.string(), v.string()) }),
  ),
});

function button(name: string): string {
  return `::-p-aria([name="${name}"][role="button"])`;
}

async function openPopup(address: string): Promise<Page> {
  const popup = await chromium.popup(await chromium.visit(address));
  await popup.waitForSelector('[data-state="ready"][data-fresh="true"]');
  return popup;
}

/** What is read from the Worker stands there a moment later than the page says so. */
async function focusOn(page: Page, name: string): Promise<void> {
  await (await page.waitForSelector(button(name)))?.focus();
}

function textOf(page: Page, selector: string): Promise<string | null> {
  return page.$eval(selector, (each) => each.textContent);
}

test('the popup over a code host offers Code; a copied address works for a real client until it is disabled here', async () => {
  const { key } = await api.createKey({ name: `popup ${Date.now()}` });
  const popup = await openPopup('https://github.com/acme/boat');
  expect(await popup.$eval('.suggestion', (each) => each.textContent)).toContain('github.com');
  expect(await popup.$eval('[role="tab"][aria-selected="true"]', (each) => each.textContent)).toBe('Code');

  await popup.select('select', 'mcp-servers');
  await popup.locator(button(`Copy ${key.name}`)).click();
  await popup.waitForSelector(button(`Copied ${key.name}`));
  const pasted = v.parse(configuration, JSON.parse(await chromium.clipboard()));
  const [[name, server] = []] = Object.entries(pasted.mcpServers);
  expect(name).toBe('keyharbor-code');
  expect(server?.url).toBe(`${deployment.url}/mcp/code_latest`);

  const client = new Client({ name: 'journey', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server?.url ?? ''), {
      requestInit: { headers: server?.headers ?? {} },
    }),
  );
  const answer = await client.callTool({
    name: 'run_code',
    arguments: { language: 'javascript', code: 'console.log(6 * 7)' },
  });
  expect(JSON.stringify(answer.content)).toContain('42');

  // Pasting elsewhere has closed it, as it does for people.
  const again = await openPopup('https://github.com/acme/boat');
  await again.locator(button(`Actions for ${key.name}`)).click();
  await again.locator(button(`Disable ${key.name}`)).click();
  await again.waitForFunction('/1 open session/.test(document.querySelector("#confirm-cost")?.textContent)');
  await again.locator('[role="alertdialog"] button.danger').click();
  await again.waitForSelector(button(`Enable ${key.name}`));

  await expect(client.listTools()).rejects.toThrow('key_disabled');
  await client.close();
});

test('Enter copies the key that is offered first, with the service worker stopped, too', async () => {
  const { key, secret } = await api.createKey({ name: `enter ${Date.now()}` });
  await chromium.stopWorker(); // A popup waits for nobody.
  const popup = await openPopup('https://docs.example/anything');
  expect(await popup.$eval('[role="tab"][aria-selected="true"]', (each) => each.textContent)).toBe('Browser');
  await popup.select('select', 'plain');
  await focusOn(popup, `Copy ${key.name}`);
  await popup.keyboard.press('Enter');
  await popup.waitForSelector(button(`Copied ${key.name}`));
  expect(await chromium.clipboard()).toBe(
    `${deployment.url}/mcp/browser_latest\nAuthorization: Bearer ${secret}`,
  );
});

test('the address is tried through the Worker, and the tools are those of the real image', async () => {
  const { key } = await api.createKey({ name: `tried ${Date.now()}` });
  const popup = await openPopup('https://github.com/acme/boat');
  await focusOn(popup, `Copy ${key.name}`);
  await popup.keyboard.press('t');
  await popup.waitForSelector('.tested li');
  expect(await textOf(popup, '.tested')).toContain('run_code');
  expect((await api.readKey({ id: key.id })).lastUsed).toBe(null);

  await api.disableKey({ id: key.id });
  await popup.keyboard.press('t');
  await popup.waitForFunction('/is disabled/.test(document.querySelector(".tested")?.textContent)');
});

test('in the popup a key is created, shown, disabled and deleted', async () => {
  const name = `made here ${Date.now()}`;
  const popup = await openPopup('https://learn.microsoft.com/windows');
  await popup.locator(button('New key')).click();
  await popup.waitForSelector('input[name="name"], form input');
  await popup.type('form input', name);
  await popup.keyboard.press('Enter');
  await popup.waitForSelector(button(`Copy ${name}`));
  const { keys } = await api.listKeys({});
  const made = keys.find((key) => key.name === name);
  expect(made?.status).toBe('active');
  const { secret } = await api.revealKey({ id: made?.id ?? '' });

  await popup.locator(button(`Actions for ${name}`)).click();
  expect(await textOf(popup, 'body')).not.toContain(secret);
  await popup.locator(button(`View value of ${name}`)).click();
  await vi.waitFor(async () => expect(await textOf(popup, 'body')).toContain(secret));

  await popup.locator(button(`Disable ${name}`)).click();
  await popup.locator('[role="alertdialog"] button.danger').click();
  await popup.waitForSelector(button(`Enable ${name}`));
  await popup.locator(button(`Delete ${name}`)).click();
  await popup.locator('[role="alertdialog"] button.danger').click();
  await vi.waitFor(async () => expect(await textOf(popup, '.keys')).not.toContain(name));
  await expect(api.readKey({ id: made?.id ?? '' })).rejects.toMatchObject({ code: 'key_deleted' });
});

test('by keys alone a key is found, copied, disabled and enabled, and the help says which keys there are', async () => {
  const { key } = await api.createKey({ name: `keys alone ${Date.now()}` });
  const statusOf = async () => (await api.readKey({ id: key.id })).status;
  const popup = await openPopup('https://github.com/acme/boat');
  await popup.keyboard.press('?');
  await popup.waitForSelector('dialog[open]');
  await popup.keyboard.press('Escape');
  await popup.waitForFunction('document.querySelector("dialog") === null');

  await popup.keyboard.press('/');
  await popup.keyboard.type(key.name);
  await popup.keyboard.press('ArrowDown');
  await popup.keyboard.press('Enter');
  await popup.waitForSelector(button(`Copied ${key.name}`));
  await popup.keyboard.press('d');
  await popup.waitForSelector('[role="alertdialog"]');
  await popup.keyboard.press('Tab'); // From the safe answer to the other one.
  await popup.keyboard.press('Enter');
  await vi.waitFor(async () => expect(await statusOf()).toBe('disabled'));
  await popup.waitForFunction('document.querySelector("[role=alertdialog]") === null');
  await popup.keyboard.press('e');
  await vi.waitFor(async () => expect(await statusOf()).toBe('active'));
});
