import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test, vi } from 'vitest';

import { takeProcessOptions } from '../../worker/local/images/process-options.ts';
import { connectLegacy, connectModern } from './image-client.ts';
import { forkImages, givenFolder, givenOwnImages, mainFile, token, urlOf } from './images-process.ts';
import { isAlive } from './is-alive.ts';

test('it says its port to its parent and on standard output', async () => {
  const images = await givenOwnImages();
  await expect.poll(() => images.printed()).toBe(`{"port":${images.port}}\n`);
});

const starts: [string, string[], Record<string, string>, RegExp][] = [
  ['a token', ['--scratch', 'x'], {}, /KEYHARBOR_IMAGES_TOKEN must be set/],
  ['a long token', ['--scratch', 'x'], { KEYHARBOR_IMAGES_TOKEN: 'short' }, /at least 16 characters/],
  ['a folder', [], { KEYHARBOR_IMAGES_TOKEN: token }, /--scratch DIR is needed/],
  [
    'a port in range',
    ['--scratch', 'x', '--port', '65536'],
    { KEYHARBOR_IMAGES_TOKEN: token },
    /--port must be/,
  ],
];

test.for(starts)('without %s it does not start and says why in one line', async ([, args, env, message]) => {
  const { code, printed } = await untilExit(args, env);
  expect(code).toBe(1);
  expect(printed).toMatch(message);
  expect(printed.trim().split('\n')).toHaveLength(1);
  expect(printed).not.toContain(token);
});

test('the token is taken out of the environment, even where the rest is wrong', () => {
  const env = { KEYHARBOR_IMAGES_TOKEN: token, LANG: 'C' };
  expect(takeProcessOptions(['--scratch', 'x', '--port', '80'], env)).toEqual({
    scratch: 'x',
    port: 80,
    token,
  });
  expect(env).toEqual({ LANG: 'C' });

  const other = { KEYHARBOR_IMAGES_TOKEN: token };
  expect(() => takeProcessOptions(['--port', 'x'], other)).toThrow();
  expect(other).toEqual({});
});

test('a port in use is one clear line, and leaves nothing behind', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  // A TCP server that listens has an address with a port.
  const { port } = holder.address() as AddressInfo;
  const scratch = await givenFolder();

  const args = ['--scratch', scratch, '--port', String(port)];
  expect(await untilExit(args, { KEYHARBOR_IMAGES_TOKEN: token })).toEqual({
    code: 1,
    printed: 'The local images cannot start: the port is in use\n',
  });
  expect(await readdir(scratch)).toEqual([]);
});

test.for(['SIGTERM', 'SIGINT'] as const)(
  'at %s it ends, with its commands and its scratch',
  async (signal) => {
    const images = await givenOwnImages();
    const pid = await givenRunningCommand(images);

    images.child.kill(signal);
    expect(await once(images.child, 'exit')).toEqual([0, null]);
    expect(await readdir(images.scratch)).toEqual([]);
    await expect.poll(() => isAlive(pid)).toBe(false);
  },
);

test('when the parent lets go of the channel it ends', async () => {
  const images = await givenOwnImages();
  images.child.disconnect();
  expect(await once(images.child, 'exit')).toEqual([0, null]);
  expect(await readdir(images.scratch)).toEqual([]);
});

test('it does not outlive a parent that was killed, nor do its commands', async () => {
  const scratch = await givenFolder();
  const { parent, port, child } = await givenParent(scratch);
  const pid = await givenRunningCommand({ url: urlOf(port) });
  expect(isAlive(child)).toBe(true);

  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(child), { timeout: 5_000 }).toBe(false);
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await readdir(scratch)).toEqual([]);
});

test('nothing it prints holds the token, whatever is asked of it', async () => {
  const images = await givenOwnImages();
  const client = await connectModern(images, 'linux_latest');
  await client.call('run_command', { command: 'exit 1' });
  await client.call('read_file', { path: '..' });
  await fetch(images.url('linux_latest'), { headers: { authorization: `Bearer ${token}x` } });
  await fetch(images.url(token), { headers: { authorization: `Bearer ${token}` } });

  images.child.kill('SIGTERM');
  await once(images.child, 'close');
  expect(images.printed()).toBe(`{"port":${images.port}}\n`);
});

test('the folder it is given is made if need be, and stays', async () => {
  const scratch = `${await givenFolder()}/new/one`;
  const child = forkImages(['--scratch', scratch], { KEYHARBOR_IMAGES_TOKEN: token });
  await once(child, 'message');
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(existsSync(scratch)).toBe(true);
});

async function untilExit(args: string[], env: Record<string, string>) {
  const child = forkImages(args, env);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += String(chunk)));
  // The exit code comes first of what `close` says.
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed };
}

/** The id of a command that would run for minutes. */
async function givenRunningCommand(images: Parameters<typeof connectLegacy>[0]): Promise<number> {
  const client = await connectLegacy(images, 'linux_latest', 'one');
  const command = 'echo $$ > pid; exec sleep 600';
  void client.call('run_command', { command, timeout_ms: 600_000 }).catch(() => undefined);
  return vi.waitFor(
    async () => {
      const { text } = await client.call('read_file', { path: 'pid' });
      expect(text).toMatch(/^\d+\n$/);
      return Number(text);
    },
    { timeout: 5_000 },
  );
}

/** A process that starts the images, as `npm start` would, and tells us about them. */
async function givenParent(scratch: string) {
  const code = `
    const child = require('node:child_process').fork(${JSON.stringify(mainFile)}, ['--scratch', ${JSON.stringify(scratch)}]);
    child.on('message', ({ port }) => process.send({ port, child: child.pid }));
  `;
  const parent = spawn(process.execPath, ['-e', code], {
    env: {
      PATH: process.env['PATH'],
      KEYHARBOR_IMAGES_TOKEN: token,
      CHROMIUM_BIN: '/there/is/no/browser',
      TMPDIR: scratch,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [said] = (await once(parent, 'message')) as [{ port: number; child: number }];
  onTestFinished(() => void parent.kill('SIGKILL'));
  return { parent, ...said };
}
