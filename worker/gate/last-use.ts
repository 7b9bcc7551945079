import * as v from 'valibot';

import { lastUsedSchema } from '../../shared/key/key.ts';
import type { KeyTable } from '../keys/key-table.ts';
import { within } from '../patience.ts';
import type { Call } from './admission.ts';
import type { KeyRecord, Use } from './state.ts';

const name = 'last-use';
const patienceMs = 5_000;
/** How old the record may be: a write for every call would cost more than the call. */
const recordEveryMs = 60_000;

const keptSchema = v.object({
  lastUsed: v.nullable(lastUsedSchema),
  /** When each of the last two secrets was last used, by its revision. */
  secrets: v.array(v.object({ rev: v.number(), at: v.number() })),
});
type Kept = v.InferOutput<typeof keptSchema>;

/** Which of a key's secrets a call came with; `null`: none of them, but a ticket. */
export type UsedSecret = 'current' | 'previous' | null;

/**
 * When the key was last used, and by whom: exact in memory, written to the gate's storage and the record by alarm. A
 * crash can only lose the last seconds of it.
 */
export function createLastUse(storage: DurableObjectStorage, table: Pick<KeyTable, 'noteUse'>) {
  let kept = load();
  let written = kept; // In the gate's storage,
  let recorded = kept.lastUsed?.at ?? 0; // and in the record: up to which use,
  let recordedAt = 0; // and when that was written.

  function load(): Kept {
    const stored = v.safeParse(keptSchema, storage.kv.get(name));
    return stored.success ? stored.output : { lastUsed: null, secrets: [] };
  }

  return {
    /** Notes an admitted call. In memory only: no call waits for it. */
    note({ image, client, ip, country }: Call, key: KeyRecord, used: UsedSecret, at: number): void {
      const rev = used === 'previous' ? key.secretRev - 1 : key.secretRev;
      const others = kept.secrets.filter((each) => each.rev !== rev && each.rev >= key.secretRev - 1);
      const secrets = used === null ? kept.secrets : [...others, { rev, at }];
      kept = { lastUsed: { at, image, client, ip, country }, secrets };
    },

    of(key: Pick<KeyRecord, 'secretRev'>): Use {
      const previous = kept.secrets.find(({ rev }) => rev === key.secretRev - 1);
      return { lastUsed: kept.lastUsed, previousUsedAt: previous?.at ?? null };
    },

    /** When `flush` has something to write to the record, Unix milliseconds; `Infinity`: nothing. */
    due: (): number => ((kept.lastUsed?.at ?? 0) > recorded ? recordedAt + recordEveryMs : Infinity),

    /** Writes what is to be written by `now`. Rejects where the record cannot be reached. */
    async flush(keyId: string, now: number): Promise<void> {
      if (kept !== written) storage.kv.put(name, kept);
      written = kept;
      const { lastUsed } = kept;
      if (lastUsed === null || lastUsed.at <= recorded || recordedAt + recordEveryMs > now) return;
      await within(patienceMs, table.noteUse(keyId, lastUsed));
      recorded = lastUsed.at;
      recordedAt = now;
    },
  };
}
export type LastUse = ReturnType<typeof createLastUse>;
