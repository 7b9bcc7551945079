import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, onTestFinished } from 'vitest';

export const mainFile = fileURLToPath(new URL('../../worker/local/images/main.ts', import.meta.url));
export const token = 'a-token-that-only-the-tests-know';

export interface ImagesProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** The folder it was given; its own scratch folder lies in it. */
  readonly scratch: string;
  /** All it has printed so far, on both streams. */
  readonly printed: () => string;
  readonly url: (image: string) => URL;
}

/** With this in its environment the process looks for the browser of this machine. */
export const withBrowser = { CHROMIUM_BIN: process.env['CHROMIUM_BIN'] ?? '' };
const withoutBrowser = { CHROMIUM_BIN: '/there/is/no/browser' };

/** A folder that is gone after the test. */
export async function givenFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kh-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

let shared: Promise<ImagesProcess> | undefined;
afterAll(async () => {
  if (shared === undefined) return;
  const { child, scratch } = await shared;
  await stopImages(child);
  await rm(scratch, { recursive: true, force: true });
});

/** The real process, started once for all tests of a file: they tell each other apart by their sessions. */
export async function givenImages(): Promise<ImagesProcess> {
  shared ??= mkdtemp(join(tmpdir(), 'kh-')).then((scratch) => startImages(scratch, {}));
  return shared;
}

/** The real process, for this test alone. Without a browser unless `env` says otherwise. */
export async function givenOwnImages(env: Record<string, string> = {}): Promise<ImagesProcess> {
  const images = await startImages(await givenFolder(), env);
  onTestFinished(() => stopImages(images.child));
  return images;
}

export function forkImages(args: readonly string[], env: Record<string, string>): ChildProcess {
  const inherited = { PATH: process.env['PATH'], ...withoutBrowser };
  return fork(mainFile, args, { env: { ...inherited, ...env }, silent: true, execArgv: [] });
}

export async function stopImages(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function startImages(scratch: string, env: Record<string, string>): Promise<ImagesProcess> {
  // With `TMPDIR` there, too, all that it starts and leaves is found below one folder.
  const own = { KEYHARBOR_IMAGES_TOKEN: token, TMPDIR: scratch };
  const child = forkImages(['--scratch', scratch], { ...own, ...env });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += String(chunk)));
  // The contract of the process: its first message is its port.
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port, scratch, printed: () => text, url: urlOf(port) };
}

export function urlOf(port: number): (image: string) => URL {
  return (image) => new URL(`http://127.0.0.1:${port}/${image}/mcp`);
}
