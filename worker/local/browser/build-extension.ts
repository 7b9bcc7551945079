import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Failure } from '../failure.ts';
import { root } from '../stack/wrangler.ts';

const bin = join(root, 'node_modules', 'wxt', 'bin', 'wxt.mjs');

export interface BuildOptions {
  readonly browser?: 'chrome' | 'firefox';
  /** The folder below the project's to build into. Building empties what lies there, under an open browser, too. */
  readonly into?: string;
  /** With the optional permissions granted from the start, as no test can answer the browser's question for them. */
  readonly granted?: boolean;
}

/** Builds the extension for a browser; gives the folder to load. Fails with the build's own last words. */
export async function buildExtension({
  browser = 'chrome',
  into = '.output',
  granted = false,
}: BuildOptions = {}): Promise<string> {
  await runWxt('build', browser, { KEYHARBOR_OUTPUT: into, ...(granted && { KEYHARBOR_GRANTED: '1' }) });
  return join(root, into, `${browser}-mv3`);
}

/**
 * Packs the extension for the stores into a folder below the project's: one package for Chrome and Edge, one for
 * Firefox, and the sources that Firefox's store asks for. The same sources give the same bytes.
 */
export async function packExtension(into = '.output'): Promise<string> {
  const env = { KEYHARBOR_OUTPUT: into, KEYHARBOR_STORE: '1' };
  await runWxt('zip', 'chrome', env);
  await runWxt('zip', 'firefox', env);
  return join(root, into);
}

async function runWxt(
  command: 'build' | 'zip',
  browser: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const build = spawn(process.execPath, [bin, command, '-b', browser, '--mv3'], {
    cwd: root,
    // What is built is what people get, also where a test asks for it.
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [build.stdout, build.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(build, 'close')) as [number | null]; // As child_process says it.
  if (code === 0) return;
  throw new Failure(
    `The extension could not be built: ${said.trim().split('\n').at(-1) ?? 'no reason given'}`,
  );
}
