import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { freePort } from '../../worker/local/stack/free-port.ts';
import { startProvider, type ProviderProcess } from '../../worker/local/stack/provider-process.ts';
import { applyMigrations, startWorker } from '../../worker/local/stack/wrangler.ts';
import { openStorage } from '../../worker/local/storage/storage.ts';

/** A deployment that nobody has set up yet: a Worker and a provider, no images. */
export interface BareDeployment {
  readonly url: string;
  readonly bootstrapToken: string;
  readonly provider: ProviderProcess;
  stop(): Promise<void>;
}

export async function startBare(folder: string): Promise<BareDeployment> {
  const [port, storage] = [await freePort(0), openStorage(folder, { fresh: true })];
  const url = `http://127.0.0.1:${port}`;
  const bootstrapToken = randomBytes(32).toString('base64url');
  await applyMigrations(storage);
  const provider = await startProvider(storage, url);
  const worker = startWorker(storage, port, {
    GATEWAY: url,
    UPSTREAMS: '',
    TRUSTED_IP_HEADER: '',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    BOOTSTRAP_TOKEN: bootstrapToken,
  });
  while (worker.process.exitCode === null && !(await isThere(`${url}/sign-in`))) await wait(50);
  return {
    url,
    bootstrapToken,
    provider,
    async stop() {
      await worker.stop();
      await provider.stop();
      rmSync(storage.configFile); // It is meant to hold the token; nothing else is.
      storage.release();
    },
  };
}

const isThere = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false, // Not yet.
  );
