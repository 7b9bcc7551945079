import * as v from 'valibot';

import { inParallel } from '../in-parallel.ts';
import type { Job, Turn } from './job.ts';

const most = 200;
const atOnce = 10;
const dayMs = 86_400_000;

/** The key that was seen last: when it expired, and which it was, since several may in the same millisecond. */
const markSchema = v.tuple([v.number(), v.string()]);

/**
 * Wakes the gates of keys that have expired, so that what is still open of them ends.
 *
 * No call waits for it: a gate refuses an expired key by itself, to the millisecond.
 */
export const expireKeys: Job = {
  name: 'expire-keys',
  run: async ({ env, now, mark }) => {
    const [since, last] = read(mark, now);
    const { results } = await env.RECORD.prepare(
      `SELECT id, expires_at FROM keys
       WHERE status = 'active' AND (expires_at, id) > (?1, ?2) AND expires_at <= ?3
       ORDER BY expires_at, id LIMIT ?4`,
    )
      .bind(since, last, now, most)
      .all<{ id: string; expires_at: number }>();
    await inParallel(atOnce, results, ({ id }) => env.GATE.getByName(id).wake());
    const end = results.at(-1);
    return end === undefined ? JSON.stringify([since, last]) : JSON.stringify([end.expires_at, end.id]);
  },
};

/** Keys that expired before there was a first run are long shut. */
function read(mark: Turn['mark'], now: number): v.InferOutput<typeof markSchema> {
  return mark === null ? [now - dayMs, ''] : v.parse(markSchema, JSON.parse(mark));
}
