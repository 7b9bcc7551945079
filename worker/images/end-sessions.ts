import { inParallel } from '../in-parallel.ts';
import { log } from '../log.ts';
import type { Job } from '../schedule/job.ts';

/** Told in one request or run, and at the same time. */
const most = 200;
const atOnce = 10;

/** A key that has sessions on a closed image. */
interface Left extends Record<string, unknown> {
  readonly keyId: string;
  readonly image: string;
}

/** The first net: ends the open sessions on an image that was just closed, as far as the record knows of them. Never rejects. */
export async function endSessionsOn(image: string, env: Env): Promise<void> {
  const sql = `SELECT DISTINCT key_id AS keyId, image FROM sessions WHERE ended_at IS NULL AND image = ? LIMIT ${most}`;
  await tell(env.RECORD.prepare(sql).bind(image), env).catch((error: unknown) =>
    log({ event: 'sessions_left_open', error }),
  );
}

/** The second net: sessions that the record did not know of yet, gates that could not be told, a record that was gone. */
export const endClosedImages: Job = {
  name: 'end-closed-images',
  run: async ({ env }) => {
    const sql = `SELECT DISTINCT sessions.key_id AS keyId, sessions.image AS image
      FROM sessions JOIN images ON images.id = sessions.image
      WHERE sessions.ended_at IS NULL AND (images.enabled = 0 OR images.deleted_at IS NOT NULL) LIMIT ${most}`;
    await tell(env.RECORD.prepare(sql), env);
    return null;
  },
};

/** Rejects where D1 or a gate cannot be reached; all others have been told. */
async function tell(query: D1PreparedStatement, env: Env): Promise<void> {
  const { results } = await query.all<Left>();
  const failures: unknown[] = [];
  await inParallel(atOnce, results, ({ keyId, image }) =>
    env.GATE.getByName(keyId)
      .endSessionsOn(image)
      .catch((error: unknown) => failures.push(error)),
  );
  if (failures.length > 0) throw new AggregateError(failures, 'gates that could not be told');
}
