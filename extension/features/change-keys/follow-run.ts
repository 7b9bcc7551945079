import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { BulkCommand, BulkResult } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Preview } from './preview-change.ts';
import { runSteps } from './run-steps.ts';

/** How far a run is, and what became of each key so far. */
export interface Run {
  readonly total: number;
  readonly results: readonly (BulkResult & { readonly name: string })[];
  readonly isRunning: boolean;
}

export interface FollowRunDeps {
  readonly client: Pick<Client, 'runBulk'>;
  readonly changed: (key: KeyView) => void;
}

/** Runs a command on what was previewed, and can be watched and stopped. */
export function createFollowRun({ client, changed }: FollowRunDeps) {
  const progress = signal<Run | null>(null);
  let isStopped = false;

  return {
    progress,
    /** No further step is begun. */
    stop: () => void (isStopped = true),
    /** How many keys it was carried out on. Rejects with an `ApiError` where a step fails; those before it count. */
    async run(command: BulkCommand, { scope, total, keys }: Preview): Promise<number> {
      const names = new Map(keys.map(({ id, name }) => [id, name]));
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
        await runSteps(client, { command, scope, heed });
        return results.length;
      } finally {
        progress.value = { total, results, isRunning: false };
      }
    },
  };
}
