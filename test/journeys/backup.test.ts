import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { startStack, type Stack } from '../../worker/local/stack/stack.ts';
import { connect } from '../../worker/local/tour/connect.ts';
import { noteSecret } from '../support/deployment.ts';
import { storagesFolder } from '../support/results.ts';
import { runNode } from '../support/run-node.ts';

const folder = join(storagesFolder, 'backup');
mkdirSync(folder);
const file = join(folder, 'deployment.ndjson');

/** The command line, on the deployment of `stack`. */
async function cli({ url, consoleToken }: Stack, ...args: string[]) {
  const env = { KEYHARBOR_URL: url, KEYHARBOR_TOKEN: consoleToken };
  return runNode(['worker/local/cli/keyharbor.ts', ...args], env);
}

function givenKeyPair(name: string) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [publicFile, privateFile] = [join(folder, `${name}.pub.pem`), join(folder, `${name}.pem`)];
  writeFileSync(publicFile, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(privateFile, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { publicFile, privateFile };
}

/** An empty deployment that has the ids' secret of another, but another master. */
async function startElsewhere(from: Stack, name: string): Promise<Stack> {
  const storage = join(folder, name);
  mkdirSync(storage);
  const other = `MASTER_1="${randomBytes(32).toString('base64')}"`;
  const secrets = readFileSync(from.storage.secretsFile, 'utf8').replace(/^MASTER_1=.*$/m, other);
  expect(secrets).toContain(other);
  writeFileSync(join(storage, 'secrets.env'), secrets, { mode: 0o600 });
  return startStack({ folder: storage, port: 0, fresh: false });
}

async function works({ url }: Stack, secret: string): Promise<boolean> {
  const client = await connect(`${url}/mcp/linux_latest`, secret).catch(() => null);
  await client?.close();
  return client !== null;
}

test('a deployment moves to another with other masters, and its keys go on working', async () => {
  const [mine, foreign] = [givenKeyPair('mine'), givenKeyPair('foreign')];
  const from = await startStack({ folder: join(folder, 'from'), port: 0, fresh: true });
  const { key, secret } = await from.api.createKey({ name: 'moves', note: 'a "sealed" one' });
  const once = await from.api.createKey({ name: 'once', showOnce: true });
  for (const each of [secret, once.secret]) noteSecret(each);

  const saved = await cli(from, 'export', '--to', file, '--public-key', mine.publicFile);
  expect(saved).toMatchObject({ code: 0, err: expect.stringMatching(/\d+ lines exported/) });
  expect(saved.out).toMatch(/lines, secrets, encrypted/);
  expect(statSync(file).mode & 0o077).toBe(0);
  expect((await cli(from, 'export', '--to', file)).err).toContain('it is there already');
  expect((await cli(from, 'export', '--to', join(folder, 'x'), '--public-key', file)).code).toBe(2);

  const to = await startElsewhere(from, 'to');
  await from.stop();
  expect((await cli(to, 'restore', file)).err).toContain('--private-key');
  const wrong = await cli(to, 'restore', file, '--private-key', foreign.privateFile);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('not the one')]);
  const restored = await cli(to, 'restore', file, '--private-key', mine.privateFile);
  expect(restored).toMatchObject({ code: 0, err: expect.stringMatching(/\d+ lines restored/) });
  expect(restored.out).toMatch(/work as before/);
  expect(restored.out).toMatch(new RegExp(`^1 are disabled: .*: ${once.key.id}$`, 'm'));
  expect(await works(to, secret)).toBe(true);
  expect(await works(to, once.secret)).toBe(false);
  expect(await to.api.revealKey({ id: key.id })).toEqual({ secret });
  const checked = await to.api.readAuditCheck({ subject: key.id });
  expect(checked).toMatchObject({ fault: null, otherKey: 1 }); // It was made there.
  expect(checked.checked).toBeGreaterThan(checked.otherKey);

  const full = await cli(to, 'restore', file, '--without-secrets');
  expect([full.code, full.err]).toEqual([1, expect.stringContaining('deployment_not_empty')]);
  await to.stop();
});

test('an export that was cut short says so, and goes on from the whole one', async () => {
  const whole = readFileSync(file, 'utf8').trim().split('\n');
  const part = join(folder, 'part.ndjson');
  writeFileSync(part, whole.slice(0, -3).join('\n'));
  const from = await startStack({ folder: join(folder, 'from'), port: 0, fresh: false });
  const to = await startElsewhere(from, 'again');
  await from.stop();
  const cut = await cli(to, 'restore', part, '--without-secrets');
  expect([cut.code, cut.err]).toEqual([2, expect.stringContaining('ends before the export does')]);
  expect((await cli(to, 'restore', file, '--without-secrets')).code).toBe(0);
  await to.stop();
});
