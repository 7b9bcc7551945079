import type { ImageHealth } from '../../shared/image/image-view.ts';
import { fromRow, type ImageRow, type ListedImage } from './image-row.ts';

const listed = `SELECT images.*, checked_at, code, latency_ms, era
  FROM images LEFT JOIN image_health ON image_id = images.id WHERE deleted_at IS NULL`;

/** More images than this are no catalogue any more. */
const most = 200;

/** Images in the record, for reading, and how they fare. Every function rejects where D1 cannot be reached. */
export function createImageList(db: D1Database) {
  return {
    /** Whether a key, or the current version of a policy, names the image. */
    async isInUse(id: string): Promise<boolean> {
      const sql = `SELECT 1 FROM policies JOIN policy_versions AS current
          ON current.policy_id = policies.id AND current.version = policies.version
        WHERE deleted_at IS NULL AND EXISTS (
          SELECT 1 FROM json_each(body, '$.images') AS named WHERE named.value = ?1)
        UNION ALL SELECT 1 FROM keys WHERE status <> 'deleted' AND EXISTS (
          SELECT 1 FROM json_each(keys.images) AS named WHERE named.value = ?1) LIMIT 1`;
      return (await db.prepare(sql).bind(id).first()) !== null;
    },

    async list(projectId: string): Promise<ListedImage[]> {
      const sql = `${listed} AND (project_id IS NULL OR project_id = ?)
        ORDER BY project_id IS NOT NULL, CASE WHEN project_id IS NULL THEN images.rowid END, title LIMIT ?`;
      return (await db.prepare(sql).bind(projectId, most).all<ImageRow>()).results.map(fromRow);
    },

    async read(id: string): Promise<ListedImage | null> {
      const row = await db.prepare(`${listed} AND images.id = ?`).bind(id).first<ImageRow>();
      return row && fromRow(row);
    },

    async noteHealth(id: string, { checkedAt, code, latencyMs, era }: ImageHealth): Promise<void> {
      const sql = `INSERT INTO image_health (image_id, checked_at, code, latency_ms, era) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (image_id) DO UPDATE SET checked_at = ?2, code = ?3, latency_ms = ?4, era = ?5`;
      await db.prepare(sql).bind(id, checkedAt, code, latencyMs, era).run();
    },

    /** Ids of enabled ones, those that were not looked at for longest first. */
    async toCheck(limit: number): Promise<string[]> {
      const sql = `SELECT id FROM images LEFT JOIN image_health ON image_id = images.id
        WHERE enabled = 1 AND deleted_at IS NULL ORDER BY checked_at LIMIT ?`;
      const { results } = await db.prepare(sql).bind(limit).all<{ id: string }>();
      return results.map(({ id }) => id);
    },
  };
}
