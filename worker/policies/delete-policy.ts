import type { PolicyView } from '../../shared/api/operations/policies.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { createPolicyTable } from './policy-table.ts';
import { policyLine } from './policy-line.ts';

const keysTold = 10;

/**
 * Deletes a policy that no key has. Looking for keys and deleting are one statement, so that no key can come to it in
 * between; its versions stay, for whoever reads the history of a key.
 *
 * Refusals: `policy_builtin`, `policy_in_use` (with up to ten `keys`), `revision_mismatch`. Rejects where D1 cannot be
 * reached.
 */
export async function deletePolicy(
  policy: PolicyView,
  rev: number | undefined,
  by: By,
  env: Env,
): Promise<Result<null>> {
  const { id, version } = policy;
  if (policy.builtIn) return refuse('policy_builtin');
  const at = Date.now();
  const deletes = env.RECORD.prepare(
    `UPDATE policies SET deleted_at = ?1 WHERE id = ?2 AND version = ?3 AND deleted_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM keys WHERE policy_id = ?2 AND status <> 'deleted')`,
  ).bind(at, id, rev ?? version);
  const gone = { ...policy, version: version + 1 }; // Its last revision: in the audit each stands for one change.
  const line = policyLine({ action: 'policy.delete', policy: gone, before: policy, after: null, at }, by);
  const [deleted] = await recordWithAudit(env, line, [deletes]);
  if (deleted?.meta.changes === 1) return ok(null);
  const keys = await createPolicyTable(env.RECORD).keyIdsOf(id, keysTold);
  return keys.length > 0 ? refuse('policy_in_use', { keys }) : refuse('revision_mismatch');
}
