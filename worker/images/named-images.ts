import { Problem, recordGone } from '../http/problem.ts';

/** As keys and policies name images. */
type ImageIds = 'all' | readonly string[] | undefined;

/**
 * Throws `image_not_found` where one of `ids` is no image that the project has: of another project looks as if there were
 * none. Throws `record_unavailable`.
 */
export async function checkNamedImages(ids: readonly string[], projectId: string, env: Env): Promise<void> {
  if (ids.length === 0) return;
  const sql = `SELECT 1 FROM json_each(?1) AS named WHERE NOT EXISTS (
    SELECT 1 FROM images WHERE images.id = named.value AND deleted_at IS NULL
      AND (project_id IS NULL OR project_id = ?2)) LIMIT 1`;
  const missing = await env.RECORD.prepare(sql)
    .bind(JSON.stringify(ids), projectId)
    .first()
    .catch(recordGone);
  if (missing !== null) throw new Problem('image_not_found');
}

/** Those of `after` that were not in `before`: what is named already may be gone meanwhile. */
export function newlyNamed(after: ImageIds = [], before: ImageIds = []): readonly string[] {
  return after === 'all' ? [] : after.filter((id) => before === 'all' || !before.includes(id));
}
