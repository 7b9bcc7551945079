/** How many lines of an export are in, and their hash. */
export interface Restore {
  readonly lines: number;
  readonly hash: string;
}

/** Nothing that anybody made: no key, no policy or project but those that a deployment starts with. */
const isEmpty = `NOT EXISTS (SELECT 1 FROM keys)
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id <> 'pol_default')
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id <> 'prj_default')`;

/** The restore that is on its way. Every function rejects where D1 cannot be reached. */
export function createRestoreTable(db: D1Database) {
  return {
    /** `null`: there is none. */
    read: (): Promise<Restore | null> => db.prepare('SELECT lines, hash FROM restores').first<Restore>(),

    /** `false`: the deployment is not empty. */
    async start(at: number): Promise<boolean> {
      const sql = `INSERT INTO restores SELECT 1, 0, '', ? WHERE ${isEmpty}`;
      return (await db.prepare(sql).bind(at).run()).meta.changes === 1;
    },

    async note({ lines, hash }: Restore): Promise<void> {
      await db.prepare('UPDATE restores SET lines = ?1, hash = ?2 WHERE lines < ?1').bind(lines, hash).run();
    },

    async end(): Promise<void> {
      // What the lines of an export tell has been told to webhooks long ago.
      const told = 'UPDATE webhook_progress SET audit_line = (SELECT coalesce(max(rowid), 0) FROM audit)';
      await db.batch([db.prepare('DELETE FROM restores'), db.prepare(told)]);
    },
  };
}
