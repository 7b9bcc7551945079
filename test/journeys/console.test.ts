import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { connect } from '../../worker/local/tour/connect.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';
import { findBarriers } from '../support/inspect-page.ts';
import { browserNames, openConsole, type BrowserName, type OpenedConsole } from '../support/open-console.ts';

const deployment = inject('deployment');
const api = notingApi(deployment);
const addressOf = (image: string) => `${deployment.url}/mcp/${image}`;

/** Everything here is done with the keyboard alone. */
const inEach = test.each(browserNames);

const opened: OpenedConsole[] = [];
beforeAll(async () => {
  const connection = { address: deployment.url, token: deployment.token };
  opened.push(...(await Promise.all(browserNames.map((name) => openConsole(name, connection)))));
});
afterAll(() => Promise.all(opened.map(({ close }) => close())));

function consoleIn(browser: BrowserName): OpenedConsole {
  const found = opened.find(({ name }) => name === browser);
  if (found === undefined) throw new Error(`${browser} is not open.`);
  return found;
}

inEach('in %s a key is created and handed out: what was copied works for a real client', async (browser) => {
  const { at, clipboard, named, type, page } = consoleIn(browser);
  const name = named('handed out');
  const hand = await at('#/keys');
  await hand.press('New key');
  await type(name);
  await page.keyboard.press('Enter');
  await hand.see(name);
  await hand.press(`View MCP address of ${name}`);
  await hand.go('Linux');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await hand.go('Format');
  await type('curl');
  await hand.see(/curl .*\/mcp\/code_latest/);
  await hand.press('Copy code');
  await hand.see('Copied');
  const copied = await clipboard();
  const [secret = ''] = /khk_\w+/.exec(copied) ?? [];
  noteSecret(secret);
  expect(copied).toContain(addressOf('code_latest'));
  const client = await connect(addressOf('code_latest'), secret);
  expect((await client.listTools()).tools.map((tool) => tool.name)).toContain('run_code');
  await client.close();
  await hand.press('Close');
  await page.waitForFunction(
    `document.activeElement.getAttribute('aria-label') === ${JSON.stringify(`View MCP address of ${name}`)}`,
  );
});

inEach(
  'in %s a key is disabled, taken back, disabled again and deleted, and each holds at once',
  async (browser) => {
    const { at, named, page } = consoleIn(browser);
    const { key, secret } = await api.createKey({ name: named('leaving') });
    const client = await connect(addressOf('linux_latest'), secret);
    const hand = await at('#/keys');
    const disable = async () => {
      await hand.press(`Disable ${key.name}`);
      await hand.see(/open session|no open sessions/);
      await hand.press('Disable');
      await hand.see(`${key.name} is disabled`);
    };
    await disable();
    await expect(client.listTools()).rejects.toThrow('key_disabled');
    expect(await findBarriers(page)).toEqual([]);
    await hand.press('Undo');
    await page.waitForSelector(`[aria-label="Disable ${key.name}"]:not(:disabled)`);
    expect((await api.readKey({ id: key.id })).status).toBe('active');
    await disable();
    await hand.press(`Delete ${key.name}`);
    await hand.press('Delete');
    await page.waitForFunction(`document.querySelector('[aria-label="Enable ${key.name}"]') === null`);
    await expect(api.readKey({ id: key.id })).rejects.toMatchObject({ code: 'key_deleted' });
    await client.close().catch(() => undefined); // Its session was cut.
  },
);

inEach('in %s a policy is written, tried and given to a key, which it then holds', async (browser) => {
  const { at, named, type, page } = consoleIn(browser);
  const { key, secret } = await api.createKey({ name: named('limited') });
  const name = named('Reading only');
  const policies = await at('#/policies/new');
  await policies.go('Name');
  await type(name);
  await policies.press('Add a rule');
  await policies.go('Name, with * for anything');
  await type('read_*');
  await policies.go('Everything else');
  await type('Deny');
  await policies.press('Save');
  await policies.see('What would have been refused?');
  await policies.go('Image');
  await type('Linux');
  await policies.go('Called');
  await type('run_command');
  await policies.see(/Refused by \/tools\/otherwise/);

  const keys = await at('#/keys');
  await keys.press(`Policy… of ${key.name}`);
  await page.waitForSelector('form.confirm select');
  await keys.go('New policy');
  await type(name);
  await keys.press('Change policy');
  await keys.see(`The policy of ${key.name} was changed`);
  const client = await connect(addressOf('linux_latest'), secret);
  expect((await client.listTools()).tools.map((tool) => tool.name)).not.toContain('run_command');
  await client.close();
});

inEach('in %s whose a leaked value is is found, and reporting it disables the key', async (browser) => {
  const { at, named, type } = consoleIn(browser);
  const { key, secret } = await api.createKey({ name: named('leaked') });
  const hand = await at('#/keys');
  await hand.press('Whose is it? Find a key or ticket by its value');
  await hand.go('What was found');
  await type(`export KEY=${secret}`);
  await hand.press('Find');
  await hand.see(`It belongs to ${key.name}`);
  await hand.press('Report as leaked');
  await hand.press('Yes: Report as leaked');
  await hand.see('Reported as leaked.');
  const read = await api.readKey({ id: key.id });
  expect(read).toMatchObject({ status: 'disabled' });
  expect(read.exposedAt).not.toBeNull();
  await expect(connect(addressOf('linux_latest'), secret)).rejects.toThrow();
});

inEach(
  'in %s keys are found by a tag, disabled together and deleted together, with a result for each',
  async (browser) => {
    const { at, named, type, page } = consoleIn(browser);
    const tag = `t${Date.now()}`;
    for (const each of ['first', 'second']) await api.createKey({ name: named(each), tags: [tag] });
    const hand = await at('#/keys');
    await hand.press('Filters: 0');
    await hand.go('Tag');
    await type(tag);
    await hand.see('Keys: 2');
    for (const kind of ['Disable', 'Delete']) {
      await hand.go('Choose all that are listed');
      await page.keyboard.press(' ');
      await hand.press('Change chosen…');
      await hand.see('It is about 2 keys');
      await hand.go('What to do');
      await type(kind);
      await hand.press(`${kind} (2)`);
      await hand.see('Done: 2, refused: 0');
      expect(await findBarriers(page)).toEqual([]);
      await hand.press('Close');
    }
    expect((await api.listKeys({ tag })).keys).toEqual([]);
    await hand.press('Show all keys');
  },
);

inEach('in %s a webhook is made, its secret put away, and removed after a yes', async (browser) => {
  const { at, type, page } = consoleIn(browser);
  const url = `https://hooks.acme.example/${browser}/${Date.now()}`;
  const hand = await at('#/webhooks');
  await hand.press('New webhook');
  await hand.go('URL');
  await type(url);
  await hand.go('Key created');
  await page.keyboard.press(' ');
  await hand.press('Save');
  await hand.see('Copy it now');
  const [secret = ''] = /whsec_\S+/.exec(String(await page.evaluate('document.body.innerText'))) ?? [];
  noteSecret(secret);
  await hand.press('Close');
  await hand.see(url);
  await hand.press(`Remove ${url}`);
  await hand.press(`Yes: Remove ${url}`);
  await page.waitForFunction(`!document.body.innerText.includes(${JSON.stringify(url)})`);
  expect((await api.listWebhooks({})).webhooks.map((webhook) => webhook.url)).not.toContain(url);
});

inEach('in %s a link leads to one thing, and the back button to where one was', async (browser) => {
  const { at, named, page } = consoleIn(browser);
  const { key } = await api.createKey({ name: named('linked') });
  const hand = await at(`#/keys/${key.id}`);
  await hand.see(key.id);
  await hand.press('Policies');
  await page.waitForSelector('[data-section="policies"]');
  await page.evaluate('history.back()');
  await page.waitForSelector('[data-section="keys"]');
  await hand.see(key.id);
});
