import type { KeyView } from '../../shared/key/key.ts';
import { fromRow, type KeyRow } from './key-row.ts';

/** Which keys: up to `limit` of a project, those after the key called `after`. */
export interface KeyPage {
  readonly projectId: string;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Keys that are not deleted, newest first. Rejects where D1 cannot be reached. */
export async function listKeys(db: D1Database, { projectId, limit, after }: KeyPage): Promise<KeyView[]> {
  const rest =
    after === undefined ? '' : 'AND (created_at, id) < (SELECT created_at, id FROM keys WHERE id = ?3)';
  const { results } = await db
    .prepare(
      `SELECT * FROM keys WHERE status <> 'deleted' AND project_id = ?1 ${rest}
       ORDER BY created_at DESC, id DESC LIMIT ?2`,
    )
    .bind(projectId, limit, ...(after === undefined ? [] : [after]))
    .all<KeyRow>();
  return results.map(fromRow);
}
