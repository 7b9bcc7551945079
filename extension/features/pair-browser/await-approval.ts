import type { Access } from '../../api/access.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import type { PairingClient } from '../../api/open-pairing-client.ts';
import type { Later } from '../../platform/later.ts';
import type { Waiting } from './waiting.ts';

export interface AwaitDeps {
  /** Whether the person still waits for this one. */
  readonly isWanted: () => boolean;
  /** After so many milliseconds, or as soon as the person comes back to this page. */
  readonly untilSeen: (delay: number) => Promise<void>;
  readonly later: Later;
  readonly now: () => number;
}

/** What opens the Worker, and as which device. */
export interface Paired {
  readonly access: Access;
  readonly device: string;
}

/** How a pairing came out, or why not. `null`: nobody waits for it any more. */
export type Outcome = Paired | Failure | null;

const slowerSeconds = 5; // RFC 8628, section 3.5.

/** Asks the Worker until somebody has decided, as often as it wants to be asked. Never rejects. */
export async function awaitApproval(
  client: PairingClient,
  waiting: Pick<Waiting, 'endsAt' | 'interval'>,
  deps: AwaitDeps,
): Promise<Outcome> {
  await deps.untilSeen(waiting.interval * 1000);
  return follow(client, waiting, deps);
}

async function follow(
  client: PairingClient,
  { endsAt, interval }: Pick<Waiting, 'endsAt' | 'interval'>,
  deps: AwaitDeps,
): Promise<Outcome> {
  const { isWanted, later, now } = deps;
  if (!isWanted()) return null;
  const outcome = await ask(client, now);
  const waits = outcome === 'authorization_pending' || outcome === 'slow_down' || outcome === 'offline';
  if (!waits) return outcome;
  if (now() >= endsAt) return 'expired_token';
  const next = outcome === 'slow_down' ? interval + slowerSeconds : interval;
  await new Promise<void>((resolve) => void later(next * 1000, resolve));
  return follow(client, { endsAt, interval: next }, deps);
}

async function ask(client: PairingClient, now: () => number): Promise<Outcome> {
  try {
    const { accessToken: token, expiresIn, device } = await client.renewAccess({});
    const endsAt = now() + expiresIn * 1000;
    return { access: { token, endsAt, clock: client.clock(), renewals: 0 }, device: device.id };
  } catch (error) {
    return failureOf(error);
  }
}
