import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from '../failure.ts';
import { lockFolder, type Lock } from './lock.ts';
import { openSecrets, type Secrets } from './secrets.ts';

/** A folder with everything that one local deployment keeps, and the exclusive right to it. */
export interface Storage {
  /** D1, KV and Durable Objects, as workerd keeps them. */
  readonly state: string;
  /** Work folders of the default images; emptied when they stop. */
  readonly scratch: string;
  readonly logFile: string;
  readonly secretsFile: string;
  /** Which port the OpenID provider of this storage listens on. */
  readonly providerFile: string;
  readonly secrets: Secrets;
  release(): void;
}

/**
 * Opens the storage in `folder`, empty or as it was left; `fresh` empties it first.
 *
 * Fails with one clear line where the folder cannot be used or another process has it.
 */
export async function openStorage(folder: string, { fresh }: { readonly fresh: boolean }): Promise<Storage> {
  makeFolder(folder);
  const lock = lockFolder(folder);
  try {
    if (fresh)
      for (const name of ['state', 'scratch', 'secrets.env', 'provider-port'])
        rmSync(join(folder, name), { recursive: true, force: true });
    return await furnish(folder, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function furnish(folder: string, lock: Lock): Promise<Storage> {
  const [state, scratch] = [join(folder, 'state'), join(folder, 'scratch')];
  makeFolder(state);
  makeFolder(scratch);
  const secretsFile = join(folder, 'secrets.env');
  const secrets = await openSecrets(secretsFile);
  const [logFile, providerFile] = [join(folder, 'worker.log'), join(folder, 'provider-port')];
  return { state, scratch, logFile, secretsFile, providerFile, secrets, release: lock.release };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (statSync(folder).isDirectory()) return;
  } catch {
    // Said below: the system's own words name no remedy.
  }
  throw new Failure(`The storage folder ${folder} cannot be used: it is no folder, or not writable.`);
}
