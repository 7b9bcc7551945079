import { putIn } from './outbox.ts';

const dayMs = 86_400_000;
const unusedMs = 90 * dayMs;
const most = 200;

interface UnusedKey {
  readonly id: string;
  readonly name: string;
  readonly project_id: string;
  /** When it was used last, or else made. */
  readonly since: number;
}

/**
 * Puts in the keys that have not been used for 90 days: those for which that became true after `from` (Unix
 * milliseconds; `null`: a day ago). Gives where to go on. Rejects where D1 cannot be reached.
 */
export async function gatherUnused(db: D1Database, from: number | null, now: number): Promise<number> {
  const until = now - unusedMs;
  const { results } = await db
    .prepare(
      `SELECT id, name, project_id, coalesce(last_used_at, created_at) AS since FROM keys
       WHERE status = 'active' AND coalesce(last_used_at, created_at) > ?1
         AND coalesce(last_used_at, created_at) <= ?2
       ORDER BY coalesce(last_used_at, created_at) LIMIT ?3`,
    )
    .bind((from ?? now - dayMs) - unusedMs, until, most)
    .all<UnusedKey>();
  const happenings = results.map(({ id, name, project_id: projectId, since }) => {
    const data = { key: { id, name }, projectId, unusedSince: new Date(since).toISOString() };
    return { source: `unused/${id}/${since}`, event: 'key.unused', projectId, at: now, data };
  });
  if (happenings.length > 0) await putIn(db, happenings, now).run();
  const last = results.at(-1);
  // Some of the last one's own millisecond may be left, so that is looked at again.
  return results.length < most || last === undefined ? now : last.since + unusedMs - 1;
}
