import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { findCredentials } from './find-secrets.ts';
import { storagesFolder } from './results.ts';

const folder = join(storagesFolder, 'workerd');

/**
 * Where the Worker tests' workerd keeps its files, and a look through them for its tests: workerd cannot see its
 * own storage, and removes it when it ends, so each test file asks by `LEAKS` while everything is still there.
 */
export function searchedStorage() {
  mkdirSync(folder, { recursive: true });
  process.env['TMPDIR'] = folder; // The only way to tell it where: its storage lies below the system's temporary folder.
  return {
    serviceBindings: {
      LEAKS: () => Response.json({ files: files().length, leaks: findCredentials(folder) }),
    },
  };
}

function files() {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
}
