/** How many lines of an export are in, and their hash. */
export interface Restore {
  readonly lines: number;
  readonly hash: string;
  /** The fingerprint of the key that its audit was chained under; `null`: of exports that did not tell. */
  readonly auditKey: string | null;
}

/**
 * Nothing that anybody made: no key, no policy or project but those that a deployment starts with, and nothing done to
 * those, since their chains are to come.
 */
const isEmpty = `NOT EXISTS (SELECT 1 FROM keys)
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id <> 'pol_default')
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id <> 'prj_default')
  AND NOT EXISTS (SELECT 1 FROM audit WHERE subject = 'prj_default' OR subject IN (SELECT id FROM images))`;

/** The restore that is on its way. Every function rejects where D1 cannot be reached. */
export function createRestoreTable(db: D1Database) {
  return {
    /** `null`: there is none. */
    read: (): Promise<Restore | null> =>
      db.prepare('SELECT lines, hash, audit_key AS auditKey FROM restores').first<Restore>(),

    /** `false`: the deployment is not empty. */
    async start(auditKey: string | null, at: number): Promise<boolean> {
      const columns = 'id, lines, hash, started_at, audit_key';
      const sql = `INSERT INTO restores (${columns}) SELECT 1, 0, '', ?1, ?2 WHERE ${isEmpty}`;
      return (await db.prepare(sql).bind(at, auditKey).run()).meta.changes === 1;
    },

    async note({ lines, hash }: Pick<Restore, 'lines' | 'hash'>): Promise<void> {
      await db.prepare('UPDATE restores SET lines = ?1, hash = ?2 WHERE lines < ?1').bind(lines, hash).run();
    },

    async end(): Promise<void> {
      // What the lines of an export tell has been told to webhooks long ago.
      const told = 'UPDATE webhook_progress SET audit_line = (SELECT coalesce(max(rowid), 0) FROM audit)';
      await db.batch([db.prepare('DELETE FROM restores'), db.prepare(told)]);
    },
  };
}
