import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, inject, test } from 'vitest';

import { operationNames } from '../../shared/api/contract.ts';
import { noteSecret } from '../support/deployment.ts';
import { results, storagesFolder } from '../support/results.ts';
import { runNode } from '../support/run-node.ts';

const { url, token } = inject('deployment');
const connected = { KEYHARBOR_URL: url, KEYHARBOR_TOKEN: token };
const name = () => `cli ${crypto.randomUUID().slice(0, 8)}`;

const cli = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = connected,
  input: string = '',
) => runNode(['worker/local/cli/keyharbor.ts', ...args], env, { input });

interface Made {
  readonly key: { readonly id: string; readonly rev: number };
  readonly secret: string;
}

async function givenKey(): Promise<Made> {
  const made = JSON.parse((await cli(['--json', 'keys', 'create', '--name', name()])).out) as Made;
  noteSecret(made.secret);
  return made;
}

test('the life of a key on the command line: create, list, disable, delete', async () => {
  const { key, secret } = await givenKey();
  expect(secret).toMatch(/^khk_/);
  const listed = await cli(['keys', 'list']);
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toMatch(/^id +name +status/m);
  expect(listed.out).toContain(key.id);
  expect(listed.out).not.toContain(secret);
  expect((await cli(['keys', 'disable', key.id, '--rev', '1'])).out).toMatch(/^status +disabled$/m);
  expect((await cli(['keys', 'delete', key.id])).code).toBe(0);
});

test('a secret is shown where it is asked for, and nowhere else', async () => {
  const { key, secret } = await givenKey();
  expect((await cli(['keys', 'reveal', key.id])).out).toContain(secret);
  const others = [
    ['keys', 'show', key.id],
    ['keys', 'address', key.id, '--image', 'linux_latest'],
  ];
  for (const args of others) expect((await cli(args)).out).not.toContain(secret);
});

test('a refusal says its code and what to do, and ends with 1', async () => {
  const { key } = await givenKey();
  expect(await cli(['keys', 'delete', key.id])).toEqual({
    code: 1,
    out: '',
    err: 'key_active: Disable the key, then delete it.\n',
  });
  const stale = await cli(['keys', 'disable', key.id, '--rev', '9']);
  expect([stale.code, stale.err.split(':')[0]]).toEqual([1, 'revision_mismatch']);
  const wrong = await cli(['keys', 'create', '--name', '']);
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('  /name  ')]);
});

test('what is not understood ends with 2, what is not heard with 3', async () => {
  expect((await cli(['keys', 'paint'])).code).toBe(2);
  expect((await cli(['keys', 'show'])).code).toBe(2);
  const nowhere = await cli(['keys', 'list'], { ...connected, KEYHARBOR_URL: 'http://127.0.0.1:9' });
  expect([nowhere.code, nowhere.err.split(':')[0]]).toEqual([3, 'offline']);
  const unnamed = await cli(['--storage', join(results, 'no-such-storage'), 'keys', 'list'], {});
  expect([unnamed.code, unnamed.err]).toEqual([2, expect.stringContaining('KEYHARBOR_URL')]);
  expect((await cli(['keys', 'list'], { KEYHARBOR_URL: url })).code).toBe(2);
});

test('without a word in the environment it finds the deployment of this machine', async () => {
  const place = ['--url', url, '--storage', join(storagesFolder, 'journeys')];
  expect((await cli([...place, 'policies', 'list'], {})).out).toContain('pol_default');
});

test('every operation of the contract can be called by its name', async () => {
  const { out } = await cli(['call', '--help']);
  for (const each of operationNames) expect(out).toMatch(new RegExp(`^ +${each}\\b`, 'm'));
  const answer = await cli(['--json', 'call', 'listKeys', '--limit', '1']);
  expect((JSON.parse(answer.out) as { keys: unknown[] }).keys).toHaveLength(1);
});

test('a credential is taken from standard input, never from an argument', async () => {
  const { key, secret } = await givenKey();
  const found = await cli(['credentials', 'find', '--text-stdin'], connected, `${secret}\n`);
  expect([found.code, found.out.includes(key.id)]).toEqual([0, true]);
  expect((await cli(['credentials', 'find', '--text', 'x'])).code).toBe(2);
});

test('tickets are a noun of their own', async () => {
  const { key } = await givenKey();
  const made = await cli([
    '--json',
    'tickets',
    'create',
    key.id,
    '--image',
    'linux_latest',
    '--label',
    'cli',
  ]);
  noteSecret((JSON.parse(made.out) as Made).secret);
  expect((await cli(['tickets', 'list', key.id])).out).toContain('cli');
});

test('what a name holds cannot steer the terminal', async () => {
  const { key } = await givenKey();
  await cli(['keys', 'edit', key.id, '--note', 'two\nlines']);
  expect((await cli(['keys', 'show', key.id])).out).toMatch(/^note +two\\u000alines$/m);
});

test('the example of docs/api.md runs as it stands there', async () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/api.md', 'utf8'))?.[1] ?? '';
  expect(example).toContain("from 'keyharbor/client'");
  mkdirSync(results, { recursive: true });
  const file = join(results, 'example.ts');
  writeFileSync(file, example);
  const { out, err, code } = await runNode([file], { ...connected, KEY_NAME: name() });
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^key_\w{16} is disabled\nkey_disabled or gone: /);
});
