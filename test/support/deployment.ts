import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import type { Client } from '../../shared/api/client.ts';
import { createApiClient } from '../../worker/local/api-client.ts';
import { buildExtension } from '../../worker/local/browser/build-extension.ts';
import { startStack } from '../../worker/local/stack/stack.ts';
import { testBuild } from './pages.ts';
import { pictureFolder, results, storagesFolder } from './results.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The deployment that all journeys share. */
    deployment: { readonly url: string; readonly token: string };
    /** Where the extension was built to, once for all: a build empties its folder under browsers that are open. */
    extension: Readonly<Record<'chrome' | 'firefox', string>>;
  }
}

/** Every secret that a journey was given, one a line, so that the search afterwards knows what to look for. */
export const canaryFile = join(results, 'canaries.txt');

/** Builds the extension and starts the deployment before the first journey, and stops it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(pictureFolder, { recursive: true });
  project.provide('extension', {
    chrome: await buildExtension({ into: testBuild }),
    firefox: await buildExtension({ browser: 'firefox', into: testBuild }),
  });
  const stack = await startStack({ folder: join(storagesFolder, 'journeys'), port: 0, fresh: true });
  noteSecret(stack.consoleToken);
  project.provide('deployment', { url: stack.url, token: stack.consoleToken });
  return stack.stop;
}

/** The API of a deployment; notes each secret that it hands out. */
export function notingApi({ url, token }: { url: string; token: string }): Client {
  const api = createApiClient(url, token);
  const noting =
    <Input, Answer extends { secret: string }>(call: (input: Input) => Promise<Answer>) =>
    async (input: Input) => {
      const answer = await call(input);
      noteSecret(answer.secret);
      return answer;
    };
  return { ...api, createKey: noting(api.createKey), revealKey: noting(api.revealKey) };
}

export function noteSecret(secret: string): void {
  appendFileSync(canaryFile, `${secret}\n`, { mode: 0o600 });
}
