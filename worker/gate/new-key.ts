import { maskCredential } from '../../shared/credential/credential.ts';
import type { KeyEdit } from '../../shared/key/fields.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { keyring } from '../secrets/keyring.ts';
import { seal } from '../secrets/seal.ts';
import { digest } from '../secrets/verifier.ts';
import type { KeyRecord } from './state.ts';

/** What a new key is made of. `secret` is a freshly minted `khk_…` whose public id is in `id`. */
export interface Order {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly secret: string;
  readonly policy: PolicyRef;
  /** What is written on it besides its name. */
  readonly fields?: Omit<KeyEdit, 'name'>;
  readonly showOnce?: boolean;
}

/** An active key at revision 1: the secret only as verifier and, unless it is shown but once, sealed. */
export async function newKeyRecord(order: Order, now: number, env: Env): Promise<KeyRecord> {
  const keys = await keyring(env);
  const { id, projectId, name, secret, policy, fields = {}, showOnce = false } = order;
  return {
    id,
    projectId,
    name,
    masked: maskCredential(secret),
    status: 'active',
    policy,
    rev: 1,
    createdAt: now,
    changedAt: now,
    note: fields.note ?? '',
    owner: fields.owner ?? '',
    tags: fields.tags ?? [],
    expiresAt: fields.expiresAt ?? null,
    protected: fields.protected ?? false,
    images: fields.images ?? 'all',
    exposedAt: null,
    showOnce,
    secretRev: 1,
    previous: null,
    draining: null,
    verifier: await digest(secret, keys),
    sealed: showOnce ? null : await seal(secret, { projectId, keyId: id, secretRev: 1 }, keys),
  };
}
