import type { AuditEntry } from '../audit/entry.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { columns, toValues } from './image-row.ts';
import { viewOf, type ImageRecord } from './image-state.ts';

/** What backups write of images in the record. Every function rejects where D1 cannot be reached. */
export function createImageBackupTable(env: Env) {
  const db = env.RECORD;

  return {
    /** Only the line, which is about no change. */
    async note(id: string, entry: AuditEntry): Promise<void> {
      await recordWithAudit(env, entry, [db.prepare('UPDATE images SET id = id WHERE id = ?').bind(id)]);
    },

    /** Puts an image of an export in, whatever is there of it. */
    async restore(image: ImageRecord, entry: AuditEntry): Promise<void> {
      const values = [...toValues(viewOf(image)), image.deleted ? image.changedAt : null];
      const names = [...columns.split(', '), 'deleted_at'];
      const set = names.map((name) => `${name} = excluded.${name}`).join(', ');
      const sql = `INSERT INTO images (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
        ON CONFLICT (id) DO UPDATE SET ${set}`;
      await recordWithAudit(env, entry, [db.prepare(sql).bind(...values)]);
    },
  };
}
export type ImageBackupTable = ReturnType<typeof createImageBackupTable>;
