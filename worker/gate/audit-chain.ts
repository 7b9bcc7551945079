import * as v from 'valibot';

import { link, noHead, type ChainedLine, type Head } from '../audit/chain.ts';
import type { AuditEntry } from '../audit/entry.ts';
import type { Keyring } from '../secrets/keyring.ts';

const name = 'audit-head';
const headSchema = v.object({ seq: v.number(), hash: v.string() });

/** Late writes that may have to be waited out before a line finds its place. */
const rounds = 5;

export interface AuditChainDeps {
  readonly storage: DurableObjectStorage;
  readonly keys: () => Promise<Pick<Keyring, 'audit'>>;
  /** Where the record says that the chain of `subject` ends. */
  readonly readHead: (subject: string) => Promise<Head | null>;
}

/**
 * The chain of this gate's key. Everything that is appended must be so inside the gate's queue.
 *
 * The gate remembers the head of what it knows to be written. After a crash, or an answer that never came, the record
 * may be further: the next line then finds its place taken, and the head is read again. If lines are missing in the
 * record, the gate still goes on from its own head, so that the gap shows.
 */
export function createAuditChain({ storage, keys, readHead }: AuditChainDeps) {
  let head = load();

  function load(): Head {
    const stored = v.safeParse(headSchema, storage.kv.get(name));
    return stored.success ? stored.output : noHead;
  }

  function moveTo(next: Head): void {
    if (next.seq <= head.seq) return;
    head = { seq: next.seq, hash: next.hash };
    storage.kv.put(name, head);
  }

  async function append<T extends string>(
    entries: readonly AuditEntry[],
    write: (lines: readonly ChainedLine[]) => Promise<T | 'behind'>,
  ): Promise<T> {
    for (let round = 1; round <= rounds; round += 1) {
      const lines = await link(entries, head, await keys());
      const outcome = await write(lines);
      const last = lines.at(-1);
      if (outcome === 'written' && last) moveTo(last);
      if (outcome !== 'behind') return outcome;
      moveTo((await readHead(entries[0]?.subject ?? '')) ?? noHead);
    }
    throw new Error('no line finds its place in the chain');
  }

  return {
    /** `seq` 0: nothing was written yet. */
    head: (): Head => head,

    /**
     * Chains `entries` and has `write` write them; gives its outcome. Asked again with other places where it says
     * `behind`. Rejects where `write` does.
     */
    append,

    /** The same for one entry. */
    appendOne<T extends string>(
      entry: AuditEntry,
      write: (line: ChainedLine) => Promise<T | 'behind'>,
    ): Promise<T> {
      return append([entry], (lines) => write(lines[0] as ChainedLine)); // As many lines as entries.
    },
  };
}
export type AuditChain = ReturnType<typeof createAuditChain>;
