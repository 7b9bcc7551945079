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
  readonly images: string;
  readonly exposed_at: number | null;
  readonly draining_until: number | null;
  readonly previous_until: number | null;
  readonly last_used_at: number | null;
  readonly last_used_image: string | null;
  readonly last_used_client: string | null;
  readonly last_used_country: string | null;
  readonly last_used_ip: string | null;
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
    images: JSON.parse(row.images) as unknown,
    exposedAt: row.exposed_at,
    drainingUntil: row.draining_until,
    previous: row.previous_until === null ? null : { validUntil: row.previous_until, lastUsedAt: null },
    lastUsed: lastUsed(row),
  });
}

function lastUsed(row: KeyRow): unknown {
  if (row.last_used_at === null) return null;
  const { last_used_at: at, last_used_image: image, last_used_client: client } = row;
  return { at, image, client, country: row.last_used_country, ip: row.last_used_ip };
}
