import type { Output } from '../../shared/api/contract.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';

/** Gates that one request asks, and at the same time. */
const step = 25;
const atOnce = 5;

type Step = Output<'reconcileRecord'>;

/** One step of the walk over all keys of the record, deleted ones too. Throws `invalid_cursor`, `record_unavailable`. */
export async function reconcileRecord(cursor: string | undefined, context: Context): Promise<Step> {
  const { rows, next } = await readPage(
    { limit: step, cursor },
    { list: 'reconcile', project: '' },
    context.env,
    {
      read: (last, most) => readIds(context.env.RECORD, String(last?.[0] ?? ''), most).catch(recordGone),
      positionOf: (id) => [id],
    },
  );
  const waiting = [...rows];
  const differences: Step['differences'] = [];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const found = await askGate(id, context.env, (gate) => gate.reconcile(by(context)));
      if (!found.ok || found.value !== 'same')
        differences.push({ id, found: found.ok ? found.value : found.code });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { checked: rows.length, differences: differences.toSorted((a, b) => (a.id < b.id ? -1 : 1)), next };
}

async function readIds(db: D1Database, after: string, most: number): Promise<string[]> {
  const sql = 'SELECT id FROM keys WHERE id > ? ORDER BY id LIMIT ?';
  const { results } = await db.prepare(sql).bind(after, most).all<{ id: string }>();
  return results.map(({ id }) => id);
}
