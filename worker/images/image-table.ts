import { recordWithAudit } from '../audit/record-with-audit.ts';
import type { AuditEntry } from '../audit/entry.ts';
import { columns, toValues } from './image-row.ts';
import { viewOf, type ImageRecord } from './image-state.ts';

/** `conflict`: the record is not at the revision before. */
export type WriteOutcome = 'written' | 'image_title_taken' | 'conflict';

/** Images in the record, as their gates write them. Every function rejects where D1 cannot be reached. */
export function createImageTable(env: Env) {
  const db = env.RECORD;

  async function record(entry: AuditEntry, statement: D1PreparedStatement): Promise<WriteOutcome> {
    try {
      const [result] = await recordWithAudit(env, entry, [statement]);
      return result?.meta.changes === 1 ? 'written' : 'conflict';
    } catch (error) {
      const message = String(error); // D1 tells constraints only by message.
      if (message.includes('UNIQUE constraint failed: images.project_id, images.title'))
        return 'image_title_taken';
      if (message.includes('UNIQUE constraint failed: images.id')) return 'conflict';
      throw error;
    }
  }

  return {
    /** Writes an image at its revision, from the one before, together with the audit line. */
    write(image: ImageRecord, entry: AuditEntry): Promise<WriteOutcome> {
      const values = toValues(viewOf(image));
      const deletedAt = image.deleted ? image.changedAt : null;
      if (entry.action === 'image.create') {
        const marks = values.map(() => '?').join(', ');
        return record(entry, db.prepare(`INSERT INTO images (${columns}) VALUES (${marks})`).bind(...values));
      }
      const set = columns.split(', ').map((name, at) => `${name} = ?${at + 1}`);
      const sql = `UPDATE images SET ${set.join(', ')}, deleted_at = ?${values.length + 1}
        WHERE id = ?1 AND rev = ?${values.length + 2}`;
      return record(entry, db.prepare(sql).bind(...values, deletedAt, image.rev - 1));
    },

    /** Takes the revision of a change that never happened, so that a write of it on its way cannot land. */
    drop(image: ImageRecord, entry: AuditEntry): Promise<WriteOutcome> {
      const sql = 'UPDATE images SET rev = ?2 WHERE id = ?1 AND rev = ?2 - 1';
      return record(entry, db.prepare(sql).bind(image.id, image.rev));
    },

    /** The same for an image that was never made: its row is there, deleted, before it can be. */
    bury(image: ImageRecord, entry: AuditEntry): Promise<WriteOutcome> {
      const values = toValues(viewOf(image));
      const marks = values.map(() => '?').join(', ');
      const sql = `INSERT INTO images (${columns}, deleted_at) VALUES (${marks}, ?)`;
      return record(entry, db.prepare(sql).bind(...values, image.changedAt));
    },

    /** Whether the command called `opId` was written. */
    async knows(opId: string): Promise<boolean> {
      return (await db.prepare('SELECT 1 FROM audit WHERE op_id = ?').bind(opId).first()) !== null;
    },
  };
}
export type ImageTable = ReturnType<typeof createImageTable>;
