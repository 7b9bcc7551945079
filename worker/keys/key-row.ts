import * as v from 'valibot';

import { keyViewSchema, type KeyView } from '../../shared/key/key.ts';

/** A row of `keys` as SQLite gives it. */
export interface KeyRow {
  readonly id: string;
  readonly project_id: string;
  readonly name: string;
  readonly masked: string;
  readonly status: string;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly note: string;
  readonly owner: string;
  readonly tags: string;
  readonly expires_at: number | null;
  readonly protected: number;
  readonly show_once: number;
}

/** The key a row tells of. Throws where the row does not hold what the migrations promise. */
export function fromRow(row: KeyRow): KeyView {
  return v.parse(keyViewSchema, {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    masked: row.masked,
    status: row.status,
    policy: { id: row.policy_id, version: row.policy_version },
    rev: row.rev,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    note: row.note,
    owner: row.owner,
    tags: JSON.parse(row.tags) as unknown,
    expiresAt: row.expires_at,
    protected: row.protected === 1,
    showOnce: row.show_once === 1,
  });
}
