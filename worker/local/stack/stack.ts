import { setTimeout as wait } from 'node:timers/promises';

import type { Client } from '../../../shared/api/client.ts';
import { createApiClient } from '../api-client.ts';
import { Failure } from '../failure.ts';
import { openToken, readToken } from '../storage/console-token.ts';
import { random } from '../storage/secrets.ts';
import { openStorage, type Storage } from '../storage/storage.ts';
import type { Child } from './child.ts';
import { startCron } from './cron.ts';
import { freePort } from './free-port.ts';
import { startImages } from './images-process.ts';
import { startProvider, type ProviderProcess } from './provider-process.ts';
import { applyMigrations, startWorker } from './wrangler.ts';

const readyWithinMs = 60_000;
const askEveryMs = 50;

export interface StackOptions {
  /** Where everything is kept. */
  readonly folder: string;
  /** Of 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Empties the storage first. */
  readonly fresh: boolean;
  /** Starts what the images' addresses lead to: the default images, where nothing else is said. */
  readonly images?: (options: { scratch: string; token: string }) => Promise<Upstreams>;
  /** Hears what is being done, for whoever waits. */
  readonly onStep?: (what: string) => void;
}

/** Where upstreams listen. */
export interface Upstreams extends Pick<Child, 'ended' | 'stop'> {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
}

/** A whole deployment on this machine: storage, default images and Worker. */
export interface Stack {
  /** `http://127.0.0.1:8787` */
  readonly url: string;
  readonly consoleToken: string;
  readonly api: Client;
  readonly storage: Storage;
  /** By whom people sign in here, and the code that it asks for. */
  readonly provider: Pick<ProviderProcess, 'issuer' | 'code'>;
  /** Resolves when a process of it ends unasked. */
  readonly broken: Promise<void>;
  /** Stops every process that it started and lets go of the storage. */
  stop(): Promise<void>;
}

/** Starts a stack and waits until it answers. Fails with one clear line, leaving nothing running. */
export async function startStack({
  folder,
  port,
  fresh,
  images: startUpstreams = startImages,
  onStep = () => undefined,
}: StackOptions): Promise<Stack> {
  const [free, storage] = [await freePort(port), openStorage(folder, { fresh })];
  const url = `http://127.0.0.1:${free}`;
  const children: Pick<Child, 'stop'>[] = [];
  let cron: ReturnType<typeof startCron> | undefined;
  const stop = async () => {
    cron?.stop();
    // The Worker first: images that vanish under it would look like failures in its log.
    for (const child of children.toReversed()) await child.stop();
    storage.release();
  };
  try {
    onStep('Applying migrations');
    await applyMigrations(storage);
    onStep('Starting the images');
    const images = await startUpstreams({
      scratch: storage.scratch,
      token: storage.secrets.UPSTREAM_TOKEN,
    });
    children.push(images);
    const provider = await startProvider(storage, url);
    children.push(provider);
    onStep('Starting the Worker');
    const bootstrap = readToken(storage.tokenFile) === null ? random() : '';
    const worker = startWorker(storage, free, {
      ...settingsOf(url, images, provider),
      BOOTSTRAP_TOKEN: bootstrap, // Used below, once.
    });
    children.push(worker);
    await answers(url, worker, storage);
    const consoleToken = await openToken(storage.tokenFile, { url, bootstrap, issuer: provider.issuer });
    const api = createApiClient(url, consoleToken);
    cron = startCron(url);
    const broken = Promise.race([images.ended, provider.ended, worker.ended]);
    return { url, consoleToken, api, storage, provider, broken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settingsOf(url: string, images: Upstreams, provider: ProviderProcess) {
  return {
    GATEWAY: url,
    OUTBOUND_LOCAL: 'yes',
    UPSTREAMS: images.url,
    API_REQUESTS_PER_MINUTE: '6000', // One person, and programs that try things in a hurry.
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    TRUSTED_IP_HEADER: '', // Nothing stands in front of it, so any header would be the caller's own.
  };
}

async function answers(url: string, worker: Child, { logFile }: Storage): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline && worker.process.exitCode === null) {
    const ready = await fetch(`${url}/v1/me`).then(
      ({ status }) => status === 401, // It knows that nobody asks.
      () => false,
    );
    if (ready) return;
    await wait(askEveryMs);
  }
  throw new Failure(`The Worker did not start. Its log is ${logFile}`);
}
