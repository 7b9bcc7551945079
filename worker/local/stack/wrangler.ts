import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Failure } from '../failure.ts';
import type { Storage } from '../storage/storage.ts';
import { startNode, type Child } from './child.ts';
import { writeConfig } from './write-config.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

const bin = join(root, 'node_modules', 'wrangler', 'bin', 'wrangler.js');

/** No report, no update check, and neither the storage browser nor the request recorder of the dev server. */
const quiet = {
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_LOG_SANITIZE: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
};

/** Applies the D1 migrations that the storage does not have yet. */
export async function applyMigrations(storage: Storage): Promise<void> {
  const child = run(
    ['d1', 'migrations', 'apply', 'RECORD', '--local', '--persist-to', storage.state],
    storage,
  );
  await child.ended;
  if (child.process.exitCode === 0) return;
  throw new Failure(
    `The storage cannot be opened (see ${storage.logFile}). Start with --fresh to begin with an empty one.`,
  );
}

/** Starts the Worker on `port` of 127.0.0.1, on durable storage; does not wait for it. */
export function startWorker(
  storage: Storage,
  port: number,
  settings: Readonly<Record<string, string>>,
): Child {
  writeConfig(storage.configFile, root, settings);
  const fixed = ['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', '--log-level', 'warn'];
  const files = ['--config', storage.configFile, '--env-file', storage.secretsFile];
  return run(['dev', ...fixed, ...files, '--persist-to', storage.state], storage);
}

function run(args: readonly string[], { logFile }: Storage): Child {
  const log = openSync(logFile, 'a', 0o600);
  return startNode([bin, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet },
    stdio: ['ignore', log, log],
  });
}
