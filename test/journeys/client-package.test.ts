import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';

import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { noteSecret } from '../support/deployment.ts';
import { runNode } from '../support/run-node.ts';

const { url, token } = inject('deployment');
const elsewhere = mkdtempSync(join(tmpdir(), 'keyharbor-outside-'));
const installed = join(elsewhere, 'node_modules', 'keyharbor');

beforeAll(async () => {
  const built = await runNode(['worker/local/build-client.ts'], {});
  expect(built).toMatchObject({ code: 0 });
  mkdirSync(join(elsewhere, 'node_modules'));
  cpSync('.output/client', installed, { recursive: true });
});
afterAll(() => rmSync(elsewhere, { recursive: true }));

const script = `
import { ApiError, createApiClient } from 'keyharbor/client';
const api = createApiClient(process.env.KEYHARBOR_URL, process.env.KEYHARBOR_TOKEN);
const { key, secret } = await api.createKey({ name: process.env.KEY_NAME });
const { key: off } = await api.disableKey({ id: key.id, rev: key.rev });
const why = await api.disableKey({ id: key.id, rev: 99 }).catch((error) => error instanceof ApiError && error.code);
console.log(JSON.stringify({ status: off.status, secret, why }));
`;

test('a script of another project, in plain JavaScript, uses the built client alone', async () => {
  writeFileSync(join(elsewhere, 'script.mjs'), script);
  const env = {
    KEYHARBOR_URL: url,
    KEYHARBOR_TOKEN: token,
    KEY_NAME: `outside ${crypto.randomUUID().slice(0, 8)}`,
  };
  const ran = await runNode(['--no-strip-types', 'script.mjs'], env, { cwd: elsewhere });
  expect(ran).toMatchObject({ code: 0, err: '' });
  const { status, secret, why } = JSON.parse(ran.out) as Record<string, string>;
  noteSecret(secret ?? '');
  expect([status, why]).toEqual(['disabled', 'revision_mismatch']);
});

test('its types are found there, and know the operations', async () => {
  symlinkSync(resolve('node_modules/valibot'), join(elsewhere, 'node_modules', 'valibot'));
  writeFileSync(
    join(elsewhere, 'typed.mts'),
    `import { createApiClient } from 'keyharbor/client';
const api = createApiClient('http://x', 'y');
export const status: 'active' | 'disabled' | 'deleted' = (await api.readKey({ id: 'z' })).status;
// @ts-expect-error -- there is no such field
await api.createKey({ nom: 'x' });
`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--skipLibCheck',
    'false',
  ];
  const checked = await runNode(
    [resolve('node_modules/typescript/bin/tsc'), ...options, 'typed.mts'],
    {},
    { cwd: elsewhere },
  );
  expect(checked).toMatchObject({ code: 0, out: '' });
});

test('the package holds nothing but the client', () => {
  expect(readdirSync(installed).toSorted()).toEqual(['client.js', 'package.json', 'types']);
});
