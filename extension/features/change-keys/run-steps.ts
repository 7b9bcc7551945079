import type { Client } from '../../../shared/api/client.ts';
import type { BulkCommand, BulkResult } from '../../../shared/api/operations/bulk.ts';
import type { KeysAsked } from '../browse-keys/key-question.ts';

const step = 25; // Keys that one request names: what the Worker does at once by itself.

/** Keys by name, or the filter and token of a preview. */
export type Scope =
  | {
      readonly ids: readonly string[];
      /** By id: one that was changed since is left as it is. */
      readonly revs?: Readonly<Record<string, number>>;
    }
  | { readonly filter: KeysAsked; readonly token: string };

/** One command, and the keys it is for. */
export interface Task {
  readonly command: BulkCommand;
  readonly scope: Scope;
}

export interface Steps extends Task {
  /** Told of each step; whether to go on. */
  readonly heed: (results: readonly BulkResult[]) => boolean;
}

/** Carries a command out on all keys of a scope, one step after the other. Rejects with an `ApiError` where one fails. */
export async function runSteps(
  client: Pick<Client, 'runBulk'>,
  { command, scope, heed }: Steps,
): Promise<void> {
  if ('ids' in scope) {
    for (let at = 0; at < scope.ids.length; at += step) {
      const ids = scope.ids.slice(at, at + step);
      const revs =
        scope.revs && Object.fromEntries(Object.entries(scope.revs).filter(([id]) => ids.includes(id)));
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that it can be followed and stopped
      const { results } = await client.runBulk({ command, ids, ...(revs && { revs }) });
      if (!heed(results)) return;
    }
    return;
  }
  let token: string | null = scope.token;
  while (token !== null) {
    // oxlint-disable-next-line no-await-in-loop -- a step says where the next one starts
    const answer: Awaited<ReturnType<Client['runBulk']>> = await client.runBulk({
      command,
      filter: scope.filter,
      token,
    });
    if (!heed(answer.results)) return;
    token = answer.next;
  }
}
