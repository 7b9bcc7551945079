import { ok, refuse, type Result } from '../../shared/result.ts';

const windowMs = 3_600_000;

/** Looks at secrets of the last hour, by who looked, in the directory's own SQLite. */
export function createLookTable(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS looks (who TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS looks_by_who ON looks (who, at);
    CREATE INDEX IF NOT EXISTS looks_by_time ON looks (at);`);

  return {
    /** Counts one more. Refusal: `reveal_limit`, with `limit`, after `most` of them in an hour. */
    spend(who: string, most: number): Result<null> {
      sql.exec('DELETE FROM looks WHERE at <= ?', now() - windowMs);
      const { looks } = sql
        .exec<{ looks: number }>('SELECT count(*) AS looks FROM looks WHERE who = ?', who)
        .one();
      if (looks >= most) return refuse('reveal_limit', { limit: most });
      sql.exec('INSERT INTO looks (who, at) VALUES (?, ?)', who, now());
      return ok(null);
    },
  };
}
