import * as v from 'valibot';

import { nextTry } from '../retries.ts';

const prefix = 'upstream-session ';
/** Of an id in a name: the platform takes 2 KiB, and where ids are long it is their ends that differ. */
const longestName = 1_000;
/** Of one bridge, so that no upstream can fill it. */
const mostKept = 100;

const keptSchema = v.object({
  image: v.string(),
  /** Whose session of ours it belongs to; `null`: nobody's, it was opened for a look. */
  holder: v.nullable(v.object({ keyId: v.string(), session: v.string() })),
  headers: v.record(v.string(), v.string()),
  tries: v.number(),
  /** Not to be asked before, Unix milliseconds. */
  dueAt: v.number(),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** A session that an upstream opened, and for whom. */
export type UpstreamSession = Pick<Kept, 'image' | 'holder' | 'headers'>;

export interface UpstreamSessionsDeps {
  readonly kv: SyncKvStorage;
  /** Tells the upstream that it is over. Rejects where it is to be asked again. */
  readonly close: (session: UpstreamSession) => Promise<void>;
  /** Hears what came of it. */
  readonly told: (session: UpstreamSession, outcome: 'closed' | 'given_up') => Promise<void>;
  readonly now: () => number;
}

/**
 * The sessions that upstreams opened for a bridge, each until it is closed there. Kept durably from the start: of a bridge
 * that is lost nothing else is left, and what nobody closes keeps a whole computer running.
 */
export function createUpstreamSessions({ kv, close, told, now }: UpstreamSessionsDeps) {
  const busy = new Set<string>(); // In use, or being closed. What an earlier life of the bridge left is neither.

  async function closeOne(name: string, kept: Kept): Promise<void> {
    busy.add(name);
    const isClosed = await close(kept).then(
      () => true,
      () => false,
    );
    const dueAt = isClosed ? null : nextTry(kept.tries + 1, now());
    if (dueAt !== null) kv.put(name, { ...kept, tries: kept.tries + 1, dueAt });
    else kv.delete(name);
    busy.delete(name);
    if (dueAt === null) await told(kept, isClosed ? 'closed' : 'given_up');
  }

  const over = () =>
    [...kv.list({ prefix })].flatMap(([name, stored]): [string, Kept][] =>
      busy.has(name) ? [] : [[name, v.parse(keptSchema, stored)]],
    );

  return {
    /** An upstream has opened one, or there is more to say of it. In use until `signal` is aborted. */
    note(session: UpstreamSession, signal: AbortSignal): void {
      const name = prefix + (session.headers['mcp-session-id'] ?? '').slice(-longestName);
      if (kv.get(name) === undefined && [...kv.list({ prefix, limit: mostKept })].length >= mostKept) return;
      if (!signal.aborted) busy.add(name);
      signal.addEventListener('abort', () => busy.delete(name));
      kv.put(name, { ...session, tries: 0, dueAt: 0 } satisfies Kept);
    },

    /** Closes those that are over; when to do so again, Unix milliseconds, `Infinity`: nothing is left. Never rejects. */
    async release(): Promise<number> {
      const due = over().filter(([, { dueAt }]) => dueAt <= now());
      await Promise.all(due.map(([name, kept]) => closeOne(name, kept)));
      return Math.min(...over().map(([, { dueAt }]) => dueAt));
    },
  };
}
