import type { Answered } from '../gate/answered.ts';
import { log } from '../log.ts';

/** How long bytes are gathered before a key's gate is told: one word for many calls, and for many events of a stream. */
const gatherMs = 1_000;
/** Where a gathering should have ended so long ago, whoever was to tell of it is gone. */
const lostMs = 10_000;

/** What answers had of one kind, until it was told. */
interface Entry extends Answered {
  bytes: number;
  isTold: boolean;
}

interface Gathering {
  readonly begunAt: number;
  readonly entries: Map<string, Entry>;
}

/** By key; told by whichever request began to gather. */
const gatherings = new Map<string, Gathering>();

/**
 * Counts the bytes of one call's answer as they leave for the client, and tells the key's gate of them a little later:
 * nothing waits for it, and what is lost with an isolate is the last seconds.
 */
export function createTally(
  keyId: string,
  kind: Omit<Answered, 'bytes'>,
  env: Env,
  ctx: ExecutionContext,
): (bytes: number) => void {
  let entry: Entry | null = null;
  if (kind.session === null && !kind.isCharged) return () => undefined; // As of discovery: nothing of it is kept.
  return (bytes) => {
    if (entry === null || entry.isTold) entry = entryOf(gathering(keyId, env, ctx), kind);
    entry.bytes += bytes;
  };
}

function gathering(keyId: string, env: Env, ctx: ExecutionContext): Gathering {
  const known = gatherings.get(keyId);
  const now = Date.now();
  if (known !== undefined && now - known.begunAt < lostMs) return known;
  const begun: Gathering = { begunAt: now, entries: new Map() };
  gatherings.set(keyId, begun);
  ctx.waitUntil(tell(keyId, begun, env));
  return begun;
}

function entryOf({ entries }: Gathering, kind: Omit<Answered, 'bytes'>): Entry {
  const name = JSON.stringify(kind);
  const entry = entries.get(name) ?? { ...kind, bytes: 0, isTold: false };
  entries.set(name, entry);
  return entry;
}

async function tell(keyId: string, begun: Gathering, env: Env): Promise<void> {
  await scheduler.wait(gatherMs);
  if (gatherings.get(keyId) === begun) gatherings.delete(keyId);
  const answered = [...begun.entries.values()].map(({ isTold: _isTold, ...each }) => each);
  for (const entry of begun.entries.values()) entry.isTold = true;
  await env.GATE.getByName(keyId)
    .noteAnswered(answered)
    .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
}
