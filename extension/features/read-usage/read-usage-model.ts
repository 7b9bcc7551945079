import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { UsageGroup } from '../../../shared/api/operations/usage.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

const day = 24 * 3600 * 1000;

export interface ReadUsageDeps {
  readonly client: Pick<Client, 'readUsage'>;
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

/** How much was used, of the last seven days unless asked otherwise. */
export function createReadUsageModel({ client, now, say }: ReadUsageDeps) {
  const question = signal<UsageQuestion>({ from: dayOf(now() - 6 * day), to: dayOf(now()), by: 'day' });
  const remote = createRemote(async () => {
    const { by } = question.value;
    return { by, ...(await client.readUsage(question.value)) };
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
