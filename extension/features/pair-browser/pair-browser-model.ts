import { signal } from '@preact/signals';

import { thumbprintWords } from '../../../shared/people/thumbprint-words.ts';
import type { Access } from '../../api/access.ts';
import type { Connection } from '../../api/connection.ts';
import type { Failure } from '../../api/failure.ts';
import type { PairingClient } from '../../api/open-pairing-client.ts';
import { thumbprintOf } from '../../api/sign-proof.ts';
import type { DeviceKey } from '../../platform/device-key.ts';
import type { Later } from '../../platform/later.ts';
import type { Stored } from '../../platform/stored.ts';
import { awaitApproval, type AwaitDeps, type Paired } from './await-approval.ts';
import { readFields, startFailure } from './pair-fields.ts';
import { approvalPage, type Waiting } from './waiting.ts';

export interface PairBrowserDeps {
  /** What the address field starts with, and the name of this browser. */
  readonly address: string;
  readonly name: string;
  /** Why this browser is no longer what it was. */
  readonly failure: Failure | null;
  readonly waiting: Stored<Waiting>;
  readonly connection: Pick<Stored<Connection>, 'write'>;
  readonly access: Pick<Stored<Access>, 'write'>;
  readonly key: DeviceKey;
  readonly openClient: (address: string, key: CryptoKeyPair) => PairingClient;
  readonly openTab: (url: string) => unknown;
  readonly untilSeen: AwaitDeps['untilSeen'];
  readonly later: Later;
  readonly now: () => number;
}

/** What is on screen while somebody else has to do something. */
export interface Shown extends Waiting {
  readonly words: readonly string[];
}

export type PairBrowserModel = ReturnType<typeof createPairBrowserModel>;

/** The way in: a key is made, a code is shown, and the Worker is asked until somebody has approved. */
export function createPairBrowserModel(deps: PairBrowserDeps) {
  const { waiting: stored, key, openClient, openTab, now } = deps;
  const [address, name] = [signal(deps.address), signal(deps.name)];
  const failure = signal<Failure | null>(deps.failure);
  const busy = signal(false);
  const waiting = signal<Shown | null>(null);

  const stop = async (why: Failure | null) => {
    [waiting.value, failure.value] = [null, why];
    await stored.remove();
  };

  const show = async (pair: CryptoKeyPair, client: PairingClient, next: Waiting) => {
    waiting.value = { ...next, words: thumbprintWords(await thumbprintOf(pair)) };
    const isWanted = () => waiting.value?.code === next.code;
    void awaitApproval(client, next, { ...deps, isWanted }).then(async (outcome) => {
      if (outcome === null || !isWanted()) return;
      await stop(typeof outcome === 'string' ? outcome : null);
      if (typeof outcome !== 'string') await enter(next.address, outcome, deps);
    });
  };

  const begin = async (at: string) => {
    const pair = await key.make();
    const client = openClient(at, pair);
    const next = await askForCode(client, { address: at, name: name.value.trim() }, now);
    await Promise.all([stored.write(next), show(pair, client, next)]);
    openTab(approvalPage(next));
  };

  return {
    address,
    name,
    failure,
    busy,
    waiting,
    /** Goes on with what was begun before this page was loaded. */
    async resume() {
      const [found, pair] = await Promise.all([stored.read(), key.read()]);
      if (found === null || pair === null || found.endsAt <= now()) return;
      address.value = found.address;
      await show(pair, openClient(found.address, pair), found);
    },
    /** Never rejects: what went wrong is in `failure`. */
    async submit() {
      const read = readFields(address.value, name.value);
      failure.value = read.ok ? null : read.failure;
      if (!read.ok || busy.value) return;
      busy.value = true;
      await begin(read.address).catch((error: unknown) => void (failure.value = startFailure(error)));
      busy.value = false;
    },
    openPage: () => void (waiting.value && openTab(approvalPage(waiting.value))),
    cancel: () => stop(null),
  };
}

async function askForCode(
  client: PairingClient,
  { address, name }: { address: string; name: string },
  now: () => number,
): Promise<Waiting> {
  const { userCode: code, expiresIn, interval } = await client.startPairing({ name });
  return { address, code, endsAt: now() + expiresIn * 1000, interval };
}

/** Last the connection: every page of the extension hears of it and goes on from there. */
async function enter(
  address: string,
  { access, device }: Paired,
  deps: Pick<PairBrowserDeps, 'access' | 'connection'>,
): Promise<void> {
  await deps.access.write(access);
  await deps.connection.write({ address, device, ended: null });
}
