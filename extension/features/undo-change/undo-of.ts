import type { KeyEdit } from '../../../shared/key/fields.ts';
import type { KeyView } from '../../../shared/key/key.ts';

/** One key, before and after something was done to it. */
export interface KeyChange {
  /** `undefined`: it is new, or it was not known. */
  readonly before: KeyView | undefined;
  readonly after: KeyView;
}

/** What takes a change back. */
export type Undo =
  | { readonly kind: 'enable' }
  | { readonly kind: 'disable' }
  | { readonly kind: 'assign'; readonly policyId: string }
  | { readonly kind: 'edit'; readonly edit: KeyEdit };

const written = ['name', 'note', 'owner', 'tags', 'expiresAt', 'protected', 'images'] as const;

/**
 * What would make a key read again as before one change; `null` where nothing would.
 *
 * A deleted key and a rotated value do not come back, an exposed key must not, and what somebody else changed in
 * between is not ours to take back.
 */
export function undoOf({ before, after }: KeyChange): Undo | null {
  if (before === undefined || after.rev !== before.rev + 1) return null;
  if (after.exposedAt !== before.exposedAt) return null;
  if (after.status !== before.status) return undoOfStatus(before, after);
  if (after.policy.id !== before.policy.id) return { kind: 'assign', policyId: before.policy.id };
  const edited = written.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (edited.length === 0) return null;
  return { kind: 'edit', edit: Object.fromEntries(edited.map((field) => [field, before[field]])) };
}

function undoOfStatus(before: KeyView, after: KeyView): Undo | null {
  if (after.status === 'deleted') return null;
  return { kind: before.status === 'active' ? 'enable' : 'disable' };
}
