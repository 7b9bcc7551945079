import type { Answered } from '../gate/answered.ts';
import { log } from '../log.ts';

/** How long bytes are gathered before a key's gate is told: one word for many calls, and for many events of a stream. */
const gatherMs = 1_000;
/** Where a gathering should have ended so long ago, whoever was to tell of it is gone. */
const lostMs = 10_000;

interface Gathering {
  readonly begunAt: number;
  /** What answers had, by their kinds. */
  readonly entries: Map<string, Answered & { bytes: number }>;
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
  if (kind.session === null && !kind.isCharged) return () => undefined; // As of discovery: nothing of it is kept.
  const name = JSON.stringify(kind);
  return (bytes) => {
    const { entries } = gathering(keyId, env, ctx);
    const entry = entries.get(name);
    if (entry === undefined) entries.set(name, { ...kind, bytes });
    else entry.bytes += bytes;
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

async function tell(keyId: string, begun: Gathering, env: Env): Promise<void> {
  await scheduler.wait(gatherMs);
  if (gatherings.get(keyId) === begun) gatherings.delete(keyId);
  await env.GATE.getByName(keyId)
    .noteAnswered([...begun.entries.values()])
    .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
}
