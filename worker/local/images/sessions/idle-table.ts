import { ToolRefusal } from '../tool-refusal.ts';

export interface IdleTable<Key, Value> {
  /** Runs with the value of `key`, opened on first use. What is in use is never thrown out for being idle. */
  use<Result>(key: Key, run: (value: Value) => Promise<Result>): Promise<Result>;
  /** Closes the value of `key`, in use or not. Never rejects; a key that is not there is fine. */
  end(key: Key): Promise<void>;
  /** Closes what nobody has used for the table's idle time. */
  sweep(): Promise<void>;
  endAll(): Promise<void>;
}

export interface IdleTableOptions<Key, Value> {
  /** What the values are called when a person reads that there are too many: `sessions`. */
  readonly noun: string;
  readonly max: number;
  readonly idleMs: number;
  readonly now: () => number;
  readonly open: (key: Key) => Promise<Value>;
  readonly close: (value: Value) => Promise<void>;
}

/**
 * Values that are opened on first use and closed when they lie idle.
 *
 * Holds at most `max`: a new one pushes out the one that has been idle longest. Where all of them are in use,
 * `use` rejects with a `ToolRefusal`. A value that could not be opened is forgotten, so asking again tries again.
 */
export function createIdleTable<Key, Value>(options: IdleTableOptions<Key, Value>): IdleTable<Key, Value> {
  const { noun, max, idleMs, now, open, close } = options;
  const entries: Entries<Key, Value> = new Map();

  async function end(key: Key): Promise<void> {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    // One value that cannot be closed must not keep the others open.
    await entry.value.then(close).catch(() => undefined);
  }

  function add(key: Key): Entry<Value> {
    if (entries.size >= max) {
      const [oldest] = idleKeys(entries);
      if (oldest === undefined) throw new ToolRefusal(`All ${max} ${noun} are busy. Try again later.`);
      void end(oldest);
    }
    const entry = { value: open(key), busy: 0, usedAt: now() };
    entries.set(key, entry);
    entry.value.catch(() => entries.get(key) === entry && entries.delete(key));
    return entry;
  }

  return {
    end,
    async use(key, run) {
      const entry = entries.get(key) ?? add(key);
      entry.busy += 1;
      try {
        return await run(await entry.value);
      } finally {
        entry.busy -= 1;
        entry.usedAt = now();
        putLast(entries, key, entry);
      }
    },
    async sweep() {
      const before = now() - idleMs;
      await Promise.all(idleKeys(entries, before).map(end));
    },
    async endAll() {
      await Promise.all([...entries.keys()].map(end));
    },
  };
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  busy: number;
  usedAt: number;
}

/** In the order of last use: a Map keeps the order in which keys were put in. */
type Entries<Key, Value> = Map<Key, Entry<Value>>;

function idleKeys<Key, Value>(entries: Entries<Key, Value>, before = Infinity): Key[] {
  const idle = [...entries].filter(([, entry]) => entry.busy === 0 && entry.usedAt <= before);
  return idle.map(([key]) => key);
}

function putLast<Key, Value>(entries: Entries<Key, Value>, key: Key, entry: Entry<Value>): void {
  // It may have been ended, and even opened anew, while it was in use.
  if (entries.get(key) !== entry) return;
  entries.delete(key);
  entries.set(key, entry);
}
