import { systemDefaultPolicy } from '../../shared/policy/policy.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';

/**
 * Deletes a policy that no key has. Looking for keys and deleting are one statement, so that no key can come to it in
 * between; its versions stay, for whoever reads the history of a key.
 *
 * Refusals: `policy_builtin`, `policy_in_use`, `policy_not_found`. Rejects where D1 cannot be reached.
 */
export async function deletePolicy(db: D1Database, id: string, now: number): Promise<Result<null>> {
  if (id === systemDefaultPolicy.id) return refuse('policy_builtin');
  const { meta } = await db
    .prepare(
      `UPDATE policies SET deleted_at = ?1 WHERE id = ?2 AND deleted_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM keys WHERE policy_id = ?2 AND status <> 'deleted')`,
    )
    .bind(now, id)
    .run();
  if (meta.changes === 1) return ok(null);
  const there = await db
    .prepare('SELECT 1 FROM policies WHERE id = ? AND deleted_at IS NULL')
    .bind(id)
    .first();
  return refuse(there === null ? 'policy_not_found' : 'policy_in_use');
}
