import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { canaryFile, storageFolder } from '../support/deployment.ts';
import { findSecrets } from '../support/find-secrets.ts';

const canaries = readFileSync(canaryFile, 'utf8').trim().split('\n');

test('no secret that the journeys were given is in any file of their deployment', () => {
  expect(canaries.length).toBeGreaterThan(5);
  // The console token lives in this one file by design, for its owner's eyes; key secrets live nowhere.
  expect(findSecrets(storageFolder, canaries, { except: ['secrets.env'] })).toEqual([]);
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
