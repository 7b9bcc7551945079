import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { BulkResult } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { runSteps, type Task } from './run-steps.ts';

/** How far a run is, and what became of each key so far. */
export interface Run {
  readonly total: number;
  readonly results: readonly (BulkResult & { readonly name: string })[];
  readonly isRunning: boolean;
}

/** What is to be done to how many keys, one task after the other. */
export interface Order {
  readonly tasks: readonly Task[];
  readonly total: number;
  /** The keys whose names are known, once they are. Never rejects. */
  readonly keys: Promise<readonly KeyView[]>;
}

export interface FollowRunDeps {
  readonly client: Pick<Client, 'runBulk'>;
  readonly changed: (key: KeyView) => void;
}

/** Carries an order out, and can be watched and stopped. */
export function createFollowRun({ client, changed }: FollowRunDeps) {
  const progress = signal<Run | null>(null);
  let isStopped = false;

  return {
    progress,
    /** No further step is begun. */
    stop: () => void (isStopped = true),
    /** How many keys were asked. Rejects with an `ApiError` where a step fails; those before it count. */
    async run({ tasks, total, keys }: Order): Promise<number> {
      const names = new Map<string, string>();
      const nameOf = (each: BulkResult) => (each.ok ? each.key.name : (names.get(each.id) ?? each.id));
      let results: Run['results'] = [];
      const heed = (step: readonly BulkResult[]) => {
        results = [...results, ...step.map((each) => ({ ...each, name: nameOf(each) }))];
        progress.value = { total, results, isRunning: true };
        for (const each of step) if (each.ok) changed(each.key);
        return !isStopped;
      };
      isStopped = false;
      progress.value = { total, results, isRunning: true };
      try {
        for (const { id, name } of await keys) names.set(id, name);
        for (const task of tasks) {
          if (isStopped) break;
          // oxlint-disable-next-line no-await-in-loop -- one after the other, so that it can be followed and stopped
          await runSteps(client, { ...task, heed });
        }
        return results.length;
      } finally {
        progress.value = { total, results, isRunning: false };
      }
    },
  };
}
