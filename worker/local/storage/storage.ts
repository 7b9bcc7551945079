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
  /** The console token of whoever has this storage. */
  readonly tokenFile: string;
  /** How the Worker runs here: `wrangler.toml`, with the settings of this deployment. */
  readonly configFile: string;
  readonly secrets: Secrets;
  release(): void;
}

/** What a deployment is, and goes with it when its storage is emptied. */
const names = {
  state: 'state',
  scratch: 'scratch',
  secretsFile: 'secrets.env',
  providerFile: 'provider-port',
  tokenFile: 'console-token',
  configFile: 'wrangler.json',
} as const;

/**
 * Opens the storage in `folder`, empty or as it was left; `fresh` empties it first.
 *
 * Fails with one clear line where the folder cannot be used or another process has it.
 */
export function openStorage(folder: string, { fresh }: { readonly fresh: boolean }): Storage {
  makeFolder(folder);
  const lock = lockFolder(folder);
  try {
    if (fresh)
      for (const name of Object.values(names)) rmSync(join(folder, name), { recursive: true, force: true });
    return furnish(folder, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function furnish(folder: string, lock: Lock): Storage {
  const at = (part: keyof typeof names) => join(folder, names[part]);
  const [state, scratch, secretsFile] = [at('state'), at('scratch'), at('secretsFile')];
  makeFolder(state);
  makeFolder(scratch);
  return {
    state,
    scratch,
    logFile: join(folder, 'worker.log'),
    secretsFile,
    providerFile: at('providerFile'),
    tokenFile: at('tokenFile'),
    configFile: at('configFile'),
    secrets: openSecrets(secretsFile),
    release: lock.release,
  };
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
