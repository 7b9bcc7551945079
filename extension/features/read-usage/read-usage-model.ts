import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { UsageGroup } from '../../../shared/api/operations/usage.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { barsOf, daysFrom } from './usage-bars.ts';

const day = 24 * 3600 * 1000;

export interface ReadUsageDeps {
  readonly client: Pick<Client, 'readUsage'>;
  /** Only of this key; left out: of all. */
  readonly key?: string;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly say: Say;
}

/** What is asked for: days in UTC, `2026-11-25`, both inclusive. */
export interface UsageQuestion {
  readonly from: string;
  readonly to: string;
  readonly by: UsageGroup;
}

export type ReadUsageModel = ReturnType<typeof createReadUsageModel>;

/** How much was used, of the last seven days unless asked otherwise: in sums, and day by day. */
export function createReadUsageModel({ client, key, now, say }: ReadUsageDeps) {
  const question = signal<UsageQuestion>({ from: dayOf(now() - 6 * day), to: dayOf(now()), by: 'day' });
  const remote = createRemote(async () => {
    const { by, from, to } = question.value;
    const ask = (groups: string) =>
      client.readUsage({ from, to, by: groups, ...(key !== undefined && { key }) });
    const [sums, daily] = await Promise.all([ask(by), by === 'day' ? null : ask(`day,${by}`)]);
    const bars = barsOf((daily ?? sums).rows, by, daysFrom(from, to));
    return { by, rows: sums.rows, bars, isCut: sums.isCut || daily?.isCut === true };
  }, say);

  return {
    question,
    /** What was used, and what it was gathered by. */
    remote,
    ask(change: Partial<UsageQuestion>) {
      question.value = { ...question.value, ...change };
      return remote.read();
    },
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
