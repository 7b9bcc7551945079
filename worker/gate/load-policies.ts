import type { createShelf } from '../policies/shelf.ts';
import type { Sessions } from './sessions.ts';
import type { StateStore } from './state-store.ts';

/** Loads every policy version that judging may need, so that judging itself waits for nothing. */
export async function loadPolicies(
  shelf: ReturnType<typeof createShelf>,
  store: StateStore,
  sessions: Sessions,
): Promise<void> {
  const current = store.read()?.record?.policy;
  const refs = [...(current ? [current] : []), ...sessions.all().map(({ policy }) => policy)];
  await Promise.all(refs.map((ref) => shelf.load(ref)));
}
