import type { PolicyRef } from '../../shared/key/key.ts';

/** Up to `most` keys that have an earlier version of the policy. Rejects where D1 cannot be reached. */
export async function keysBehind(
  db: D1Database,
  { id, version }: PolicyRef,
  most: number,
): Promise<string[]> {
  const sql = `SELECT id FROM keys WHERE policy_id = ? AND policy_version < ? AND status <> 'deleted' LIMIT ?`;
  const { results } = await db.prepare(sql).bind(id, version, most).all<{ id: string }>();
  return results.map((row) => row.id);
}

/**
 * Those with such keys, of up to `most` policies after the id `after`; `last` is where to go on, `null` after all of them.
 * Rejects where D1 cannot be reached.
 */
export async function unfinishedPolicies(
  db: D1Database,
  after: string,
  most: number,
): Promise<{ refs: PolicyRef[]; last: string | null }> {
  const sql = `SELECT id, version, EXISTS (SELECT 1 FROM keys WHERE policy_id = policies.id
      AND policy_version < policies.version AND status <> 'deleted') AS behind
    FROM policies WHERE deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?`;
  const { results } = await db.prepare(sql).bind(after, most).all<PolicyRef & { behind: number }>();
  const refs = results.filter(({ behind }) => behind === 1).map(({ id, version }) => ({ id, version }));
  return { refs, last: results.length < most ? null : (results.at(-1)?.id ?? null) };
}
