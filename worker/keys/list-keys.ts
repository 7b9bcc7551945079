import type { Output } from '../../shared/api/contract.ts';
import { readPage, type PageAsk } from '../http/cursor.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { createKeyQuery, type KeyList } from './key-query.ts';
import { fromRow } from './key-row.ts';

/**
 * A page of keys; the first also tells how many there are. Throws `invalid_cursor`, `record_unavailable`, and
 * `validation_failed` for a search in another order than by creation: the text index knows no other.
 */
export async function listKeys(list: KeyList, ask: PageAsk, env: Env): Promise<Output<'listKeys'>> {
  const { projectId, filter, sort } = list;
  if (filter.search !== undefined && sort !== 'created')
    throw new Problem('validation_failed', {
      fields: [{ pointer: '/sort', message: 'Expected created, or no search' }],
    });
  const query = createKeyQuery(env.RECORD, list, Date.now());
  const [page, total] = await Promise.all([
    readPage(ask, { list: 'keys', project: projectId, filter: { ...filter, sort } }, env, {
      read: (last, most) => query.rows(last, most).catch(recordGone),
      endOf: (last) => query.endOf(last).catch(recordGone),
      positionOf: query.positionOf,
    }),
    ask.cursor === undefined ? query.total().catch(recordGone) : null,
  ]);
  return { keys: page.rows.map(fromRow), next: page.next, ...(total && { total }) };
}
