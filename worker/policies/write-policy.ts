import { fieldsOf, policyOf, type Policy, type PolicyFields } from '../../shared/policy/policy.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { policyLine, type PolicyDeed } from './policy-line.ts';
import { createShelf } from './shelf.ts';

/**
 * Makes a policy, at version 1. Refusal: `policy_name_taken`. Rejects where D1 or KV cannot be reached.
 *
 * A version is put on the shelf before it is made current, here and in `changePolicy`: no key is ever told of a version
 * that its gate cannot find.
 */
export async function createPolicy(
  { id, projectId }: { id: string; projectId: string },
  fields: PolicyFields,
  by: By,
  env: Env,
): Promise<Result<Policy>> {
  const policy = policyOf(id, 1, fields);
  const at = Date.now();
  await createShelf(env.SHELF).publish(policy); // The id is new, so nobody else can put another content there.
  const rows = [
    env.RECORD.prepare('INSERT INTO policies VALUES (?1, ?2, ?3, 1, ?4, ?4, NULL)').bind(
      id,
      projectId,
      policy.name,
      at,
    ),
    env.RECORD.prepare('INSERT INTO policy_versions VALUES (?1, 1, ?2, ?3, ?4, ?4)').bind(
      id,
      bodyOf(policy),
      by.actor,
      at,
    ),
  ];
  const deed = {
    action: 'policy.create',
    policy: { ...policy, projectId },
    before: null,
    after: policy,
    at,
  } as const;
  const made = await unlessTaken(recordWithAudit(env, policyLine(deed, by), rows));
  return made === false ? refuse('policy_name_taken') : ok(policy);
}

/** An edit of a policy: what it said in the version that is current, and what it is to say. */
export interface PolicyChange extends Pick<PolicyDeed, 'action'> {
  readonly current: Policy & { readonly projectId: string };
  readonly fields: PolicyFields;
}

/**
 * Makes the next version. Refusals: `policy_name_taken`, `revision_mismatch` (another edit came first). Rejects where
 * D1 or KV cannot be reached.
 *
 * The version is numbered in the record first: no number ever stands for two contents.
 */
export async function changePolicy(change: PolicyChange, by: By, env: Env): Promise<Result<Policy>> {
  const policy = await unlessTaken(addVersion(change, by, env));
  if (policy === false) return refuse('policy_name_taken');
  return policy === null ? refuse('revision_mismatch') : ok(policy);
}

async function addVersion(
  { action, current, fields }: PolicyChange,
  by: By,
  env: Env,
): Promise<Policy | null> {
  const at = Date.now();
  const version = await number(env.RECORD, current, fields, { actor: by.actor, at });
  if (version === null) return null;
  const policy = policyOf(current.id, version, fields);
  await createShelf(env.SHELF).publish(policy);
  const deed = { action, policy: { ...current, version }, before: current, after: policy, at };
  const [moved] = await recordWithAudit(
    env,
    policyLine(deed, by),
    adoption(env.RECORD, policy, current.version, at),
  );
  return moved?.meta.changes === 1 ? policy : null;
}

/** Takes the next number for what is to be said; `null` where `current` is not current any more. */
async function number(
  db: D1Database,
  current: Policy,
  fields: PolicyFields,
  { actor, at }: { actor: string; at: number },
): Promise<number | null> {
  const row = await db
    .prepare(
      `INSERT INTO policy_versions (policy_id, version, body, actor, created_at)
       SELECT id, (SELECT max(version) + 1 FROM policy_versions WHERE policy_id = ?1), ?2, ?3, ?4
       FROM policies WHERE id = ?1 AND version = ?5 AND deleted_at IS NULL RETURNING version`,
    )
    .bind(current.id, bodyOf(fields), actor, at, current.version)
    .first<{ version: number }>();
  return row && row.version;
}

/** What makes a version current, unless another edit came first. */
function adoption(
  db: D1Database,
  { id, version, name }: Policy,
  basedOn: number,
  at: number,
): D1PreparedStatement[] {
  const moves = db
    .prepare(
      `UPDATE policies SET version = ?1, name = ?2, changed_at = ?3
       WHERE id = ?4 AND version = ?5 AND deleted_at IS NULL`,
    )
    .bind(version, name, at, id, basedOn);
  const counts = db
    .prepare(
      `UPDATE policy_versions SET adopted_at = ?1 WHERE policy_id = ?2 AND version = ?3
       AND EXISTS (SELECT 1 FROM policies WHERE id = ?2 AND version = ?3)`,
    )
    .bind(at, id, version);
  return [moves, counts];
}

function bodyOf(fields: PolicyFields): string {
  return JSON.stringify(fieldsOf(fields));
}

/** `false` where the name is another's; D1 tells constraints only by message. */
async function unlessTaken<T>(write: Promise<T>): Promise<T | false> {
  try {
    return await write;
  } catch (error) {
    if (String(error).includes('UNIQUE constraint failed: policies.project_id')) return false;
    throw error;
  }
}
