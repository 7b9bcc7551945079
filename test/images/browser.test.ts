import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { createConnection } from '@playwright/mcp';
import { expect, onTestFinished, test, vi } from 'vitest';

import { connectLegacy, connectModern, eras } from './image-client.ts';
import { givenImages, givenOwnImages, withBrowser } from './images-process.ts';
import { givenSite } from './site.ts';

test.for(eras)('in %s a page is opened and read, and stays open between calls', async ([, connect]) => {
  const url = await givenSite();
  const client = await connect(await givenOwnImages(withBrowser), 'browser_latest');

  const opened = await client.call('browser_navigate', { url });
  expect(opened.isError, opened.text).toBe(false);
  const snapshot = await client.call('browser_snapshot');
  expect(snapshot.text).toContain('heading "Harbour"');
  const screenshot = await client.call('browser_take_screenshot');
  expect(screenshot).toMatchObject({ isError: false });
  expect(screenshot.text).toContain('[image]');
});

test('the tools are those of Playwright, names and schemas unchanged, on both images and in both eras', async () => {
  const images = await givenOwnImages(withBrowser);
  const theirs = await playwrightTools();
  expect(theirs).toContainEqual(expect.objectContaining({ name: 'browser_navigate' }));

  for (const id of ['browser_latest', 'mobile_latest']) {
    for (const [era, connect] of eras) {
      const ours = await (await connect(images, id)).tools();
      expect(ours.map(nameAndSchema), `${id} in ${era}`).toEqual(theirs.map(nameAndSchema));
    }
  }
});

test('a page on the mobile image sees a phone: its screen, its user agent, its touch', async () => {
  const url = await givenSite();
  const client = await connectModern(await givenOwnImages(withBrowser), 'mobile_latest');
  await client.call('browser_navigate', { url });

  const seen =
    '() => [navigator.userAgent, navigator.maxTouchPoints, innerWidth, matchMedia("(hover)").matches]';
  const { text } = await client.call('browser_evaluate', { function: seen });
  expect(text).toMatch(/Android.*Mobile Safari/);
  const [touchPoints, width, hovers] = text
    .split('\n')
    .flatMap((line) => /^ {2}(\w+),?$/.exec(line)?.[1] ?? []);
  expect(Number(touchPoints)).toBeGreaterThan(0);
  expect(Number(width)).toBeLessThan(500);
  expect(hovers).toBe('false');
  expect(client.instructions()).toMatch(/^This is the mobile web, not a phone/);
});

test('two sessions have two browsers, which share no cookies', async () => {
  const images = await givenOwnImages(withBrowser);
  const url = await givenSite();
  const [one, two] = [
    await connectLegacy(images, 'browser_latest'),
    await connectModern(images, 'browser_latest'),
  ];
  await one.call('browser_navigate', { url });
  await one.call('browser_evaluate', { function: '() => { document.cookie = "who=one"; }' });
  await two.call('browser_navigate', { url });

  expect((await one.call('browser_evaluate', { function: '() => document.cookie' })).text).toContain(
    'who=one',
  );
  expect((await two.call('browser_evaluate', { function: '() => document.cookie' })).text).not.toContain(
    'who=one',
  );
});

test('a page and its caller cannot read files of this machine through the browser', async () => {
  const client = await connectModern(await givenOwnImages(withBrowser), 'browser_latest');
  const file = await client.call('browser_navigate', { url: 'file:///etc/passwd' });
  expect(file.isError).toBe(true);
  expect(file.text).not.toContain('root:');

  await client.call('browser_navigate', { url: await givenSite() });
  await client.call('browser_click', { element: 'file chooser', target: 'input' });
  const upload = await client.call('browser_file_upload', { paths: ['/etc/passwd'] });
  expect(upload.isError).toBe(true);
  expect(upload.text).toContain('outside allowed roots');
});

test('while a page is waited for, the caller is told that it is', async () => {
  const client = await connectModern(await givenOwnImages(withBrowser), 'browser_latest');
  await client.call('browser_navigate', { url: await givenSite() });
  const told: (string | undefined)[] = [];
  const cancelling = new AbortController();

  const onprogress = ({ message }: { message?: string | undefined }) => told.push(message);
  const options = { onprogress, signal: cancelling.signal };
  const call = client.call('browser_wait_for', { time: 25 }, options);
  await vi.waitFor(() => expect(told.filter((text) => text?.startsWith('Running for'))).toHaveLength(2), {
    timeout: 10_000,
  });
  cancelling.abort();
  await expect(call).rejects.toThrow();
  expect((await client.call('browser_snapshot')).text).toContain('heading "Harbour"');
});

test.for(eras)('in %s an image without a browser says so, and how to get one', async ([, connect]) => {
  const images = await givenImages();
  for (const id of ['browser_latest', 'mobile_latest']) {
    const client = await connect(images, id);
    const tools = await client.tools();
    expect(tools.map(({ name }) => name)).toEqual(['browser_unavailable']);
    expect(tools[0]?.description).toContain('apt install chromium');

    const answer = await client.call('browser_unavailable');
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('apt install chromium');
  }
});

async function playwrightTools() {
  const client = new Client({ name: 'test', version: '1' });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = await createConnection({ webmcp: false });
  await Promise.all([server.connect(theirs), client.connect(ours)]);
  onTestFinished(() => client.close());
  return (await client.listTools()).tools;
}

function nameAndSchema({ name, description, inputSchema, annotations }: PlaywrightTool) {
  return { name, description, inputSchema, annotations };
}

type PlaywrightTool = Awaited<ReturnType<typeof playwrightTools>>[number];
