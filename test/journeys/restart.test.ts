import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, inject, test } from 'vitest';

import { startStack } from '../../worker/local/stack/stack.ts';
import { connect } from '../../worker/local/tour/connect.ts';
import { noteSecret } from '../support/deployment.ts';
import { storagesFolder } from '../support/results.ts';

const folder = join(storagesFolder, 'restart');
mkdirSync(folder);

const start = fileURLToPath(new URL('../../worker/local/start.ts', import.meta.url));

/** Runs `npm start` with `args` until it ends by itself. */
async function runStart(args: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const child = spawn(process.execPath, [start, '--no-browser', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'close')) as [number]; // As child_process says it.
  return { code, lines: said.trim().split('\n') };
}

test('a restart keeps keys, policies and the ends of sessions', async () => {
  const storage = join(folder, 'kept');
  const first = await startStack({ folder: storage, port: 0, fresh: false });
  const { key, secret } = await first.api.createKey({ name: 'kept' });
  noteSecret(secret);
  const client = await connect(`${first.url}/mcp/linux_latest`, secret);
  await client.listTools();
  await client.close();
  await first.api.disableKey({ id: key.id });
  const before = await first.api.listSessions({ id: key.id });
  expect(before.sessions).toMatchObject([{ end: { reason: 'cut' } }]);
  await first.stop();

  const second = await startStack({ folder: storage, port: 0, fresh: false });
  expect(await second.api.listKeys({})).toMatchObject({
    keys: [{ id: key.id, status: 'disabled', policy: { id: 'pol_default', version: 1 } }],
  });
  expect(await second.api.listSessions({ id: key.id })).toEqual(before);
  expect(await second.api.revealKey({ id: key.id })).toEqual({ secret });
  await expect(connect(`${second.url}/mcp/linux_latest`, secret)).rejects.toThrow('key_disabled');
  await second.api.enableKey({ id: key.id });
  await (await connect(`${second.url}/mcp/linux_latest`, secret)).close();
  await second.stop();

  const fresh = await startStack({ folder: storage, port: 0, fresh: true });
  expect(await fresh.api.listKeys({})).toMatchObject({ keys: [], next: null });
  await fresh.stop();
});

test('a second start on the same storage is refused with one line', async () => {
  const storage = join(folder, 'taken');
  const stack = await startStack({ folder: storage, port: 0, fresh: false });
  const { code, lines } = await runStart(['--storage', storage, '--port', '0']);
  expect([code, lines]).toEqual([1, [expect.stringMatching(/already runs on .*taken/)]]);
  await stack.stop();
});

test('a port in use is said in one line', async () => {
  const { port } = new URL(inject('deployment').url);
  const { code, lines } = await runStart(['--storage', join(folder, 'port'), '--port', port]);
  expect([code, lines]).toEqual([1, [expect.stringContaining(`Port ${port} is in use`)]]);
});

test('a storage folder that cannot be used is said in one line', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'secrets.env'), 'MASTER_1=short\n');
  const garbled = join(folder, 'garbled');
  mkdirSync(garbled);
  writeFileSync(join(garbled, 'lock.db'), 'no database, but long enough to be read as one'.repeat(40));

  for (const [storage, words] of [
    [file, 'cannot be used'],
    [broken, 'is damaged'],
    [garbled, 'is damaged'],
  ] as const) {
    const { code, lines } = await runStart(['--storage', storage, '--port', '0']);
    expect([code, lines]).toEqual([1, [expect.stringContaining(words)]]);
  }
});

test('an option that is not known is said in one line', async () => {
  for (const args of [['--bogus'], ['--port', 'high'], ['--port', '70000']]) {
    const { code, lines } = await runStart(args);
    expect([code, lines]).toEqual([1, [expect.stringContaining('npm start -- [--port')]]);
  }
});
