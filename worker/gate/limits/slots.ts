import type { MessageId } from '../../../shared/mcp/envelope.ts';

/** Three times as long as a running call takes to say that it still runs. */
const lifeMs = 60_000;
/** Of a call that cannot say it: as long as any call may take. */
const longestMs = 300_000;

/** The slot of a call of HTTP+SSE, whose answer comes under `id` on the stream of its session: it is known by that alone. */
export function slotOf(session: string, id: MessageId): string {
  return `${session} ${JSON.stringify(id)}`;
}

/**
 * The calls that run at this moment, each in a slot that is given back when its answer has ended.
 *
 * A slot that is neither renewed nor given back is free again after a minute: the Worker that held it is gone.
 * `forgotten`: slots that an instance before this one may have given out, whose names were lost with it.
 */
export function createSlots(forgotten: number, loadedAt: number) {
  const held = new Map<string, number>();
  let nameless = forgotten;

  function prune(now: number): void {
    if (now >= loadedAt + lifeMs) nameless = 0;
    for (const [id, until] of held) if (until <= now) held.delete(id);
  }

  return {
    /** How many run at `now`, Unix milliseconds. */
    count(now: number): number {
      prune(now);
      return held.size + nameless;
    },

    /** `named`: by `slotOf`. No name is given twice, else two calls under one id would be one. */
    take(now: number, named?: string): string {
      const own = crypto.randomUUID();
      const id = named === undefined ? own : held.has(named) ? `${named} ${own}` : named;
      held.set(id, now + (named === undefined ? lifeMs : longestMs));
      return id;
    },

    /** Nothing of a session runs any more. */
    giveBackOf(session: string): void {
      for (const id of held.keys()) if (id.startsWith(`${session} `)) held.delete(id);
    },

    /** The call of a slot still runs. */
    renew(id: string, now: number): void {
      this.giveBack(id); // Under no name where it was given out before our memory begins.
      held.set(id, now + lifeMs);
    },

    giveBack(id: string): void {
      if (!held.delete(id)) nameless = Math.max(0, nameless - 1);
    },
  };
}
