import type { KeyView } from '../../../shared/key/key.ts';

/** Keys in the order people look for them: the preferred one that works, then active before disabled, newest first. */
export function orderKeys(keys: readonly KeyView[], preferred: readonly string[]): readonly KeyView[] {
  const best = preferred.find((id) => keys.some((key) => key.id === id && key.status === 'active'));
  const rank = (key: KeyView) => (key.id === best ? 0 : key.status === 'active' ? 1 : 2);
  return keys.toSorted((one, other) => rank(one) - rank(other) || other.createdAt - one.createdAt);
}

/**
 * Fresh keys in the order that is on screen, so that no row moves under a pointer or the focus.
 *
 * New keys come last. A key that is gone stays as `deleted` until the list is opened again.
 */
export function settleKeys(shown: readonly KeyView[], fresh: readonly KeyView[]): readonly KeyView[] {
  const byId = new Map(fresh.map((key) => [key.id, key]));
  const settled = shown.map((key) => byId.get(key.id) ?? { ...key, status: 'deleted' as const });
  const known = new Set(shown.map((key) => key.id));
  return [...settled, ...fresh.filter((key) => !known.has(key.id))];
}
