import type { BulkCommand } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { applyCommand, type KeyCommand } from '../../../shared/key/lifecycle.ts';
import { readLocalTime } from '../../ui/local-time.ts';
import { readTags } from '../edit-key/key-draft.ts';

export const bulkKinds = ['enable', 'disable', 'assign', 'tag', 'set_expiry', 'delete'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** What is to be done to many keys, as it stands in a form. */
export interface BulkDraft {
  readonly kind: BulkKind;
  /** `disable`: open sessions may go on to their ends. */
  readonly drains: boolean;
  /** `assign`: which policy, and whether open sessions end for it. */
  readonly policy: string;
  readonly endsSessions: boolean;
  /** `tag`: with commas between them. */
  readonly add: string;
  readonly remove: string;
  /** `set_expiry`: as a field for times has it; empty: never. */
  readonly expires: string;
}

export const emptyDraft: BulkDraft = {
  kind: 'disable',
  drains: false,
  policy: '',
  endsSessions: false,
  add: '',
  remove: '',
  expires: '',
};

/** The command that a form says; `null` while it says too little. */
export function commandIn(draft: BulkDraft): BulkCommand | null {
  const { kind, drains, policy: policyId, expires } = draft;
  if (kind === 'enable' || kind === 'delete') return { do: kind };
  if (kind === 'disable') return { do: kind, mode: drains ? 'drain' : 'cut' };
  if (kind === 'set_expiry') return { do: kind, expiresAt: readLocalTime(expires) };
  if (kind === 'tag') {
    const [add, remove] = [readTags(draft.add), readTags(draft.remove)];
    return add.length + remove.length === 0 ? null : { do: kind, add, remove };
  }
  const apply = draft.endsSessions ? 'now' : 'from_next_connection';
  return policyId === '' ? null : { do: kind, policyId, apply };
}

/** Whether a command ends open sessions of the keys it is carried out on. */
export function cutsSessions({ kind, drains, endsSessions }: BulkDraft): boolean {
  return (kind === 'disable' && !drains) || (kind === 'assign' && endsSessions);
}

/** Whether it is known beforehand that a key will refuse the command, as an active one refuses to be deleted. */
export function isRefused({ status, protected: isProtected }: KeyView, kind: BulkKind): boolean {
  return !applyCommand(status, commands[kind]).ok || (kind === 'delete' && isProtected);
}

const commands: Readonly<Record<BulkKind, KeyCommand>> = {
  enable: 'enable',
  disable: 'disable',
  assign: 'assign',
  tag: 'edit',
  set_expiry: 'edit',
  delete: 'delete',
};
