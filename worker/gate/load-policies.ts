import type { PolicyRef } from '../../shared/key/key.ts';
import type { createShelf } from '../policies/shelf.ts';
import type { Sessions } from './sessions.ts';
import type { StateStore } from './state-store.ts';

/**
 * Loads every policy version that judging may need, so that judging itself waits for nothing.
 *
 * Once those of all sessions are there, only the key's own can be missing: sessions start under that. So a call looks at
 * one, however many sessions are open.
 */
export function createPolicyLoad(
  shelf: ReturnType<typeof createShelf>,
  store: StateStore,
  sessions: Pick<Sessions, 'all'>,
) {
  const isThere = (ref: PolicyRef) => shelf.get(ref) !== undefined;
  let areThere = false; // Those of the sessions.

  return async (): Promise<void> => {
    const current = store.read()?.record?.policy;
    if (areThere && (current === undefined || isThere(current))) return;
    const pinned = sessions.all().map(({ policy }) => policy);
    await Promise.all([...(current ? [current] : []), ...pinned].map((ref) => shelf.load(ref)));
    areThere = pinned.every(isThere);
  };
}
