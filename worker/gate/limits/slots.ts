/** Three times as long as a running call takes to say that it still runs. */
const lifeMs = 60_000;

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
    for (const [id, until] of held) {
      if (until > now) return; // They are in the order in which they end.
      held.delete(id);
    }
  }

  return {
    /** How many run at `now`, Unix milliseconds. */
    count(now: number): number {
      prune(now);
      return held.size + nameless;
    },

    take(now: number): string {
      const id = crypto.randomUUID();
      held.set(id, now + lifeMs);
      return id;
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
