import { toolIn } from '../../shared/policy/ask.ts';
import type { Result } from '../../shared/result.ts';
import { within } from '../patience.ts';
import { recordUsage, type Used } from '../usage/usage-record.ts';
import type { Call } from './admission.ts';
import type { Answered } from './answered.ts';
import { createUsageTable } from './usage-table.ts';

const patienceMs = 5_000;
const perWrite = 100;

/** More kinds than this on one day are counted as one: nobody may fill the gate with names of tools. */
const mostKinds = 1_000;
const longestTool = 128;

/** Said where it is not known whose key it is, or whose fault. */
const uncounted = new Set<string>(['invalid_key', 'gate_unavailable']);

const others = { image: '', tool: '…' };
const dayMs = 86_400_000;

export interface UsageDeps {
  readonly sql: SqlStorage;
  readonly db: D1Database;
  readonly key: () => { readonly id: string; readonly projectId: string } | null | undefined;
  readonly now: () => number;
}

/**
 * What a key has used: counted in memory, written down by `flush`, told to the record by `publish`.
 *
 * Nothing on a call's path waits for it. A crash loses what was counted since the last flush, and never counts twice:
 * the record gets totals.
 */
export function createUsage({ sql, db, key, now }: UsageDeps) {
  const table = createUsageTable(sql);
  const counted = createCounts(table);
  const today = (back = 0) => new Date(now() - back).toISOString().slice(0, 'yyyy-mm-dd'.length);

  return {
    /** Counts a call as it was judged. What costs nothing counts as nothing; what is refused, under its code. */
    note(call: Call, verdict: Result<unknown>): void {
      const code = verdict.ok ? '' : verdict.code;
      if (uncounted.has(code) || (verdict.ok && !call.isCharged)) return;
      const bytesIn = verdict.ok ? call.bytesIn : 0;
      counted.add({ ...kindOf(call), day: today(), code, calls: 1, bytesIn, bytesOut: 0 });
    },

    /** Counts calls that were let through unasked. */
    noteLeased(call: Call, used: Pick<Used, 'calls' | 'bytesIn'>): void {
      if (call.isCharged) counted.add({ ...kindOf(call), day: today(), code: '', ...used, bytesOut: 0 });
    },

    /** Counts what answers had; of those that cost nothing, as nothing. */
    noteAnswered({ image, tool, isCharged, bytes }: Answered): void {
      const kind = { image, tool: tool.slice(0, longestTool), code: '' };
      if (isCharged) counted.add({ ...kind, day: today(), calls: 0, bytesIn: 0, bytesOut: bytes });
    },

    flush(): void {
      for (const used of counted.take()) table.add(used);
      table.prune(today(dayMs));
    },

    /** Tells the record. `true`: it knows all. Rejects where it cannot be reached. Must run inside the gate's queue. */
    async publish(): Promise<boolean> {
      const owner = key();
      const some = table.readUnsent(perWrite);
      if (!owner || some.length === 0) return true;
      const totals = some.map(({ used }) => used);
      await within(patienceMs, recordUsage(db, owner, totals));
      for (const each of some) table.sent(each);
      return some.length < perWrite;
    },
  };
}

/** What was counted and not written down yet. */
function createCounts(table: ReturnType<typeof createUsageTable>) {
  let counts = new Map<string, Used>();

  /** Whether there is room for its kind. */
  function fits(used: Used): boolean {
    return table.has(used) || table.kinds(used.day) + counts.size < mostKinds;
  }

  function sum(name: string, used: Used): void {
    const { calls, bytesIn, bytesOut } = counts.get(name) ?? { calls: 0, bytesIn: 0, bytesOut: 0 };
    const sums = { calls: calls + used.calls, bytesIn: bytesIn + used.bytesIn };
    counts.set(name, { ...used, ...sums, bytesOut: bytesOut + used.bytesOut });
  }

  return {
    add(used: Used): void {
      const name = nameOf(used);
      if (counts.has(name) || fits(used)) return sum(name, used);
      const other = { ...used, ...others };
      sum(nameOf(other), other);
    },

    /** All of it, which begins anew. */
    take(): Used[] {
      const all = [...counts.values()];
      counts = new Map();
      return all;
    },
  };
}

function kindOf({ image, wants }: Call): Pick<Used, 'image' | 'tool'> {
  const name = toolIn(wants)?.name ?? '';
  return { image, tool: name.slice(0, longestTool) };
}

function nameOf({ day, image, tool, code }: Pick<Used, 'day' | 'image' | 'tool' | 'code'>): string {
  return JSON.stringify([day, image, tool, code]);
}
