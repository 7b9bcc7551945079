import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';

import { expect, test, vi } from 'vitest';

import { connectLegacy, connectModern, eras, type ImageClient } from './image-client.ts';
import { givenImages, givenOwnImages } from './images-process.ts';
import { isAlive } from './is-alive.ts';

test.for(eras)('in %s a session finds its files again, another does not', async ([, connect]) => {
  const images = await givenImages();
  const session = randomUUID();
  const mine = await connect(images, 'linux_latest', session);
  await mine.call('write_file', { path: 'mine', content: 'x' });

  expect((await mine.call('list_directory')).text).toBe('file mine 1');
  const again = await connect(images, 'linux_latest', session);
  expect((await again.call('list_directory')).text).toBe('file mine 1');
  const other = await connect(images, 'linux_latest');
  expect((await other.call('list_directory')).text).toBe('This folder is empty.');
});

test('the header means the same session in both eras, but another in another image', async () => {
  const images = await givenImages();
  const session = randomUUID();
  const legacy = await connectLegacy(images, 'linux_latest', session);
  await legacy.call('write_file', { path: 'mine', content: 'x' });

  const modern = await connectModern(images, 'linux_latest', session);
  expect((await modern.call('list_directory')).text).toBe('file mine 1');
  const elsewhere = await connectModern(images, 'code_latest', session);
  expect((await elsewhere.call('list_directory')).text).toBe('This folder is empty.');
});

test('without the header a legacy connection is a session of its own, and stateless calls share one', async () => {
  const images = await givenOwnImages();
  const legacy = await connectLegacy(images, 'linux_latest', null);
  await legacy.call('write_file', { path: 'legacy', content: 'x' });
  const modern = await connectModern(images, 'linux_latest', null);
  await modern.call('write_file', { path: 'modern', content: 'x' });

  expect((await legacy.call('list_directory')).text).toBe('file legacy 1');
  const otherLegacy = await connectLegacy(images, 'linux_latest', null);
  expect((await otherLegacy.call('list_directory')).text).toBe('This folder is empty.');
  const otherModern = await connectModern(images, 'linux_latest', null);
  expect((await otherModern.call('list_directory')).text).toBe('file modern 1');
});

test('a header that spells the name of another session does not lead to it', async () => {
  const images = await givenImages();
  const modern = await connectModern(images, 'linux_latest', null);
  await modern.call('write_file', { path: 'shared', content: 'x' });

  const named = await connectModern(images, 'linux_latest', 'stateless');
  expect((await named.call('list_directory')).text).toBe('This folder is empty.');
});

test('the scratch folder of a session goes when its client ends it', async () => {
  const client = await connectLegacy(await givenImages(), 'linux_latest', null);
  const folder = await folderOf(client);
  expect(existsSync(folder)).toBe(true);

  await client.leave();
  expect(existsSync(folder)).toBe(false);
});

test('a command does not outlive the session it runs in', async () => {
  const client = await connectLegacy(await givenImages(), 'linux_latest', null);
  const command = 'echo $$ > pid; exec sleep 600';
  const call = client.call('run_command', { command, timeout_ms: 600_000 }).catch(() => undefined);
  const pid = await vi.waitFor(
    async () => {
      const { text } = await client.call('read_file', { path: 'pid' });
      expect(text).toMatch(/^\d+\n$/);
      return Number(text);
    },
    { timeout: 5_000 },
  );

  await client.leave();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await client.close();
  await call;
});

test('a session that the header names outlives the connection that used it', async () => {
  const images = await givenImages();
  const session = randomUUID();
  const client = await connectLegacy(images, 'linux_latest', session);
  const folder = await folderOf(client);
  await client.leave();

  expect(await folderOf(await connectLegacy(images, 'linux_latest', session))).toBe(folder);
});

async function folderOf(client: ImageClient): Promise<string> {
  const { structured } = await client.call('run_command', { command: 'pwd' });
  return String(structured['stdout']).trim();
}
