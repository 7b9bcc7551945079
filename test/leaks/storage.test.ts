import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { writeCredential } from '../../shared/credential/credential.ts';
import { canaryFile } from '../support/deployment.ts';
import { findCredentials, findSecrets } from '../support/find-secrets.ts';
import { storagesFolder } from '../support/results.ts';

const parts = {
  parent: '0aZ'.repeat(6).slice(2),
  random: 'abcdef',
  tag: '01234',
  secret: 'xY7'.repeat(15).slice(2),
};
const ticket = writeCredential('ticket', parts);
const canaries = readFileSync(canaryFile, 'utf8').trim().split('\n');

// The Worker tests look through their own storage (test/worker/support/setup.ts): it is gone once they are over.
test('no secret that a test was given is in any file of any deployment that the tests made', () => {
  expect(canaries.length).toBeGreaterThan(5);
  expect(readdirSync(storagesFolder)).toEqual(
    expect.arrayContaining(['journeys', 'restart', 'screens', 'start', 'tour']),
  );
  expect(findSecrets(storagesFolder, canaries)).toEqual([]);
});

test('nothing that looks like a credential is in any of them either', () => {
  expect(findCredentials(storagesFolder)).toEqual([]);
});

test('a credential that no test knows of is found, but for the files that are meant to hold one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-leak-'));
  const [canary = ''] = canaries;
  writeFileSync(join(folder, 'plain'), Buffer.from(`\0\u0001${canary}\0`));
  writeFileSync(join(folder, 'wide'), Buffer.from(canary, 'utf16le'));
  writeFileSync(join(folder, 'ticket'), `GET /mcp/linux_latest/t/${ticket} HTTP/1.1`);
  writeFileSync(join(folder, 'signing'), `{"secret":"whsec_${'aB3+'.repeat(10)}xyz="}`);
  writeFileSync(join(folder, 'masked'), `${canary.slice(0, 8)}…${canary.slice(-4)}`);
  for (const name of ['secrets.env', 'console-token']) writeFileSync(join(folder, name), canary);
  expect(
    findCredentials(folder)
      .map(({ file }) => file)
      .toSorted(),
  ).toEqual(['plain', 'signing', 'ticket', 'wide']);
  rmSync(folder, { recursive: true });
});

test('the search finds a secret in every form that it knows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-leak-'));
  const [canary = ''] = canaries;
  const forms = {
    plain: canary,
    tail: `…${canary.slice(-20)}`,
    base64: Buffer.from(`{"secret":"${canary}"}`).toString('base64'),
    url: Buffer.from(`x${canary}`).toString('base64url'),
    hex: Buffer.from(canary).toString('hex'),
    wide: Buffer.from(canary, 'utf16le'),
  };
  for (const [name, form] of Object.entries(forms)) {
    writeFileSync(
      join(folder, name),
      Buffer.concat([Buffer.alloc(5000, 1), Buffer.from(form), Buffer.alloc(9, 2)]),
    );
  }
  expect(
    findSecrets(folder, canaries)
      .map(({ file }) => file)
      .toSorted(),
  ).toEqual(Object.keys(forms).toSorted());
  rmSync(folder, { recursive: true });
});
