import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Failure } from '../failure.ts';
import { root } from '../stack/wrangler.ts';

const bin = join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs');

/** Builds the extension for Chromium; gives the folder to load. Fails with the build's own last words. */
export async function buildExtension(): Promise<string> {
  const build = spawn(process.execPath, [bin, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [build.stdout, build.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(build, 'close')) as [number | null]; // As child_process says it.
  if (code === 0) return join(root, '.output', 'chrome-mv3');
  throw new Failure(
    `The extension could not be built: ${said.trim().split('\n').at(-1) ?? 'no reason given'}`,
  );
}
