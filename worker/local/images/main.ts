import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createImages } from './environments/create-images.ts';
import { log } from './log.ts';
import { takeProcessOptions } from './process-options.ts';
import { killAllGroups } from './process/process-group.ts';
import { serveImages } from './serve-images.ts';
import { stopWith } from './stop-with.ts';

/**
 * The process of the five default images: `main.ts --scratch DIR [--port N]`, started with an IPC channel and
 * `KEYHARBOR_IMAGES_TOKEN`.
 *
 * Says `{ port }` to its parent and `{"port":N}` on standard output when it listens. Ends on SIGTERM, SIGINT
 * and when its parent is gone, with all it started and without a trace in DIR. Exits with 1 and one line on
 * standard error where it cannot start.
 */
async function main(): Promise<void> {
  const options = takeProcessOptions(process.argv.slice(2), process.env);
  const closeFirst = stopWith(process);
  const root = await makeFolder(options.scratch, 'images-');
  const temporary = await makeFolder(tmpdir(), 'kh-');
  // Runs at whatever end, a crash included, and cannot wait: what can be closed in time has been.
  process.on('exit', () => {
    killAllGroups();
    for (const folder of [root, temporary]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const chromiumBin = process.env['CHROMIUM_BIN'];
  const images = await createImages({ folder: root, temporary, chromiumBin });
  const served = await serveImages({ ...options, images, root });
  closeFirst(() => served.close());
  process.send?.({ port: served.port });
  process.stdout.write(`${JSON.stringify({ port: served.port })}\n`);
}

/** A new folder below `parent`, without symbolic links in its path. */
async function makeFolder(parent: string, prefix: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return realpath(await mkdtemp(join(parent, prefix)));
}

/** A system error is told in our words, for its own may quote a path or an address. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && error.code === 'EADDRINUSE') return 'the port is in use';
  return error.message;
}

await main().catch((error: unknown) => {
  log(`The local images cannot start: ${reason(error)}`);
  process.exit(1);
});
