import { putIn, type Happening } from './outbox.ts';

const dayMs = 86_400_000;
/** Keys told of in a run; the next goes on, since what is in the outbox is not looked for again. */
const most = 200;

interface KeyDate {
  readonly id: string;
  readonly name: string;
  readonly project_id: string;
  readonly date: number;
}

/** Puts in what only time brings about: keys that will expire in seven days and in one. Rejects where D1 cannot be reached. */
export async function gatherDates(db: D1Database, now: number): Promise<void> {
  const week = await expiring(db, now + dayMs, now + 7 * dayMs, '7d');
  const day = await expiring(db, now, now + dayMs, '1d');
  const happenings = [...week, ...day];
  if (happenings.length > 0)
    await putIn(
      db,
      happenings.map((each) => ({ ...each, at: now })),
      now,
    ).run();
}

async function expiring(db: D1Database, after: number, until: number, ahead: string): Promise<Happening[]> {
  const { results } = await db
    .prepare(
      `SELECT id, name, project_id, expires_at AS date FROM keys
       WHERE status = 'active' AND expires_at > ?1 AND expires_at <= ?2 AND EXISTS (
         SELECT 1 FROM webhooks WHERE webhooks.project_id = keys.project_id AND enabled = 1
           AND EXISTS (SELECT 1 FROM json_each(events) AS asked WHERE asked.value = 'key.expiring')
           AND NOT EXISTS (SELECT 1 FROM webhook_deliveries WHERE webhook_id = webhooks.id
             AND source = 'expiring/' || keys.id || '/' || keys.expires_at || '/' || ?3))
       ORDER BY expires_at LIMIT ?4`,
    )
    .bind(after, until, ahead, most)
    .all<KeyDate>();
  return results.map(({ id, name, project_id: projectId, date }) => ({
    source: `expiring/${id}/${date}/${ahead}`,
    event: 'key.expiring',
    projectId,
    at: 0,
    data: { key: { id, name }, projectId, expiresAt: new Date(date).toISOString() },
  }));
}
