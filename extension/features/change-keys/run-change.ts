import type { Client } from '../../../shared/api/client.ts';
import type { BulkCommand } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Say } from '../../ui/say.ts';
import { createFollowRun, type Order } from './follow-run.ts';
import { keysBefore, type Preview } from './preview-change.ts';
import { createUndoRun } from './undo-run.ts';

export interface RunChangeDeps {
  readonly client: Pick<Client, 'listKeys' | 'runBulk'>;
  readonly changed: (key: KeyView) => void;
  /** Told of what stops a run. */
  readonly fail: (error: unknown) => void;
  readonly say: Say;
}

/** Carries a command out on what was previewed, and takes it back. Nothing here rejects: see `fail` and what became of each key. */
export function createRunChange({ client, changed, fail, say }: RunChangeDeps) {
  const { progress, stop, run } = createFollowRun({ client, changed });
  const carryOut = (order: Order) => run(order).then((done) => say('saidBulkDone', String(done)), fail);
  const undo = createUndoRun(carryOut);

  return {
    progress,
    stop,
    undo: { count: undo.count, run: undo.run },
    async run(command: BulkCommand, prepared: Preview) {
      const keys = keysBefore(client, prepared);
      await carryOut({ tasks: [{ command, scope: prepared.scope }], total: prepared.total, keys });
      undo.offer(progress.value?.results ?? [], await keys);
    },
    /** What became of each key is no longer of interest. */
    close() {
      progress.value = null;
      undo.end();
    },
  };
}
