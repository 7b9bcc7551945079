import { policyOf, systemDefaultPolicy, type Policy, type PolicyFields } from '../../shared/policy/policy.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { createShelf } from './shelf.ts';

export interface PolicyWriterDeps {
  readonly db: D1Database;
  readonly shelf: Pick<ReturnType<typeof createShelf>, 'publish'>;
  readonly now: () => number;
}

/**
 * Changes of policies. Every function rejects where D1 or KV cannot be reached.
 *
 * A version is numbered in the record, put on the shelf, and only then made current: no key is ever told of a
 * version that its gate cannot find, and no number ever stands for two contents.
 */
export function createPolicyWriter({ db, shelf, now }: PolicyWriterDeps) {
  /** `null`: `basedOn` is not the current version, or not any more. */
  async function addVersion(id: string, basedOn: number, fields: PolicyFields, actor: string) {
    const version = await number(db, { id, basedOn, fields, actor, at: now() });
    if (version === null) return null;
    const policy = policyOf(id, version, fields);
    await shelf.publish(policy);
    return (await adopt(db, policy, basedOn, now())) ? policy : null;
  }

  return {
    /** Refusal: `policy_name_taken`. */
    async create(
      id: string,
      projectId: string,
      fields: PolicyFields,
      actor: string,
    ): Promise<Result<Policy>> {
      const policy = policyOf(id, 1, fields);
      await shelf.publish(policy); // The id is new, so nobody else can put another content there.
      const rows = [
        db
          .prepare('INSERT INTO policies VALUES (?1, ?2, ?3, 1, ?4, ?4, NULL)')
          .bind(id, projectId, fields.name, now()),
        db
          .prepare('INSERT INTO policy_versions VALUES (?1, 1, ?2, ?3, ?4, ?4)')
          .bind(id, JSON.stringify(fields), actor, now()),
      ];
      return (await unlessTaken(db.batch(rows))) === false ? refuse('policy_name_taken') : ok(policy);
    },

    /** Makes the next version. Refusals: `policy_builtin`, `policy_name_taken`, `revision_mismatch`. */
    async update(id: string, basedOn: number, fields: PolicyFields, actor: string): Promise<Result<Policy>> {
      if (id === systemDefaultPolicy.id) return refuse('policy_builtin');
      const policy = await unlessTaken(addVersion(id, basedOn, fields, actor));
      if (policy === false) return refuse('policy_name_taken');
      return policy === null ? refuse('revision_mismatch') : ok(policy);
    },
  };
}

interface Draft {
  readonly id: string;
  readonly basedOn: number;
  readonly fields: PolicyFields;
  readonly actor: string;
  readonly at: number;
}

/** Takes the next number for a draft; `null` where what it is based on is not current. */
async function number(db: D1Database, { id, basedOn, fields, actor, at }: Draft): Promise<number | null> {
  const row = await db
    .prepare(
      `INSERT INTO policy_versions (policy_id, version, body, actor, created_at)
       SELECT id, (SELECT max(version) + 1 FROM policy_versions WHERE policy_id = ?1), ?2, ?3, ?4
       FROM policies WHERE id = ?1 AND version = ?5 AND deleted_at IS NULL RETURNING version`,
    )
    .bind(id, JSON.stringify(fields), actor, at, basedOn)
    .first<{ version: number }>();
  return row && row.version;
}

/** Makes a version current; `false` where another edit came first. */
async function adopt(
  db: D1Database,
  { id, version, name }: Policy,
  basedOn: number,
  at: number,
): Promise<boolean> {
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
  const [moved] = await db.batch([moves, counts]);
  return moved?.meta.changes === 1;
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
