import { inParallel } from '../in-parallel.ts';
import type { Job } from './job.ts';

/** Gates woken in a run: a thousand keys are seen in twenty minutes. */
const most = 50;
const atOnce = 10;

/**
 * The second net under what a gate has begun and not settled; the first is the gate's own alarm.
 *
 * Only the gate itself knows of it, and noting it elsewhere would be one more write on the way of every command that
 * could itself be lost. So this walks all keys instead, a page a minute, and wakes each gate.
 */
export const sweepGates: Job = {
  name: 'sweep-gates',
  run: async ({ env, mark }) => {
    const sql = "SELECT id FROM keys WHERE id > ? AND status <> 'deleted' ORDER BY id LIMIT ?";
    const { results } = await env.RECORD.prepare(sql)
      .bind(mark ?? '', most)
      .all<{ id: string }>();
    await inParallel(atOnce, results, ({ id }) => env.GATE.getByName(id).wake());
    return results.length < most ? null : (results.at(-1)?.id ?? null);
  },
};
