import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, expect, test } from 'vitest';

import { packExtension } from '../../worker/local/browser/build-extension.ts';
import { codeUnder } from '../architecture/sources.ts';

const linter = 'node_modules/addons-linter/bin/addons-linter';

let folder: string;
beforeAll(async () => {
  folder = await packExtension('.output-checks/packages');
});

/** The packages in a folder, by their names without the version, with a digest of each. */
function packagesIn(place: string): Record<string, string> {
  const names = readdirSync(place).filter((name) => name.endsWith('.zip'));
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(place, name)))
      .digest('hex');
  return Object.fromEntries(names.map((name) => [name.replace(/-[\d.]+-/, '-'), digest(name)]));
}

interface Report {
  readonly errors: readonly unknown[];
  readonly warnings: readonly { readonly code: string }[];
}

test('packing twice gives the same bytes for each store, and the sources', async () => {
  const once = packagesIn(folder);
  expect(Object.keys(once).toSorted()).toEqual([
    'keyharbor-chrome.zip',
    'keyharbor-firefox.zip',
    'keyharbor-sources.zip',
  ]);
  expect(packagesIn(await packExtension('.output-checks/packages-again'))).toEqual(once);
});

test('a package for a store has no key of its own, and grants nothing beforehand', () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'chrome-mv3', 'manifest.json'), 'utf8')) as object;
  expect(manifest).not.toHaveProperty('key');
  expect(manifest).toMatchObject({ optional_permissions: ['clipboardWrite', 'clipboardRead'] });
});

test('Firefox’s linter finds no error, and warns only of what Preact does', async () => {
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('-firefox.zip'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [linter, '--output', 'json', join(folder, name)],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  const { errors, warnings } = JSON.parse(stdout) as Report; // As addons-linter writes it.
  expect(errors).toEqual([]);
  // Preact assigns to innerHTML for `dangerouslySetInnerHTML`, which nothing here uses.
  expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['UNSAFE_VAR_ASSIGNMENT']));
  const ours = codeUnder('extension').map(({ text }) => text);
  expect(ours.filter((text) => /dangerouslySet|innerHTML/.test(text))).toEqual([]);
});
