import { computed, signal } from '@preact/signals';

import type { BulkCommand } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { undoOf, type KeyChange } from '../undo-change/undo-of.ts';
import type { Order, Run } from './follow-run.ts';
import type { Task } from './run-steps.ts';

/** Takes the last run back with `carryOut`, for as long as it is not over. */
export function createUndoRun(carryOut: (order: Order) => Promise<void>) {
  const changes = signal<readonly KeyChange[]>([]);
  const end = () => void (changes.value = []);

  return {
    /** How many keys can be changed back. */
    count: computed(() => changes.value.length),
    end,
    /** Heeds what became of each key that was as `keys` say. */
    offer(results: Run['results'], keys: readonly KeyView[]) {
      const before = new Map(keys.map((key) => [key.id, key]));
      changes.value = results
        .flatMap((each) => (each.ok ? [{ before: before.get(each.id), after: each.key }] : []))
        .filter((change) => commandFor(change) !== null);
    },
    /** Makes the keys what they were, once, but for those that were changed since. */
    async run() {
      const { value } = changes;
      end();
      if (value.length === 0) return;
      const keys = Promise.resolve(value.map(({ after }) => after));
      await carryOut({ tasks: tasksFor(value), total: value.length, keys });
    },
  };
}

/** One task for all keys that need the same. */
function tasksFor(changes: readonly KeyChange[]): readonly Task[] {
  const needed = changes.flatMap((change) => {
    const command = commandFor(change);
    return command === null ? [] : [{ command, ...change.after }];
  });
  const alike = Map.groupBy(needed, ({ command }) => JSON.stringify(command));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const revs = Object.fromEntries(group.map(({ id, rev }) => [id, rev]));
    return [{ command: first.command, scope: { ids: group.map(({ id }) => id), revs } }];
  });
}

/** `null`: nothing would make the key read again as before. */
function commandFor(change: KeyChange): BulkCommand | null {
  const undo = undoOf(change);
  if (undo === null) return null;
  if (undo.kind === 'enable') return { do: 'enable' };
  if (undo.kind === 'disable') return { do: 'disable', mode: 'cut' };
  if (undo.kind === 'assign') return { do: 'assign', policyId: undo.policyId, apply: 'from_next_connection' };
  const { tags, expiresAt } = undo.edit;
  if (expiresAt !== undefined) return { do: 'set_expiry', expiresAt };
  return tags === undefined ? null : retag(change.after.tags, tags);
}

function retag(from: readonly string[], to: readonly string[]): BulkCommand {
  return {
    do: 'tag',
    add: to.filter((tag) => !from.includes(tag)),
    remove: from.filter((tag) => !to.includes(tag)),
  };
}
