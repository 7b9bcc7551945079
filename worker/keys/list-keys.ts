import type { KeyView } from '../../shared/key/key.ts';
import { readPage, type PageAsk, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { fromRow, type KeyRow } from './key-row.ts';

/** Which keys. */
export interface KeyFilter {
  readonly projectId: string;
  readonly policyId?: string | undefined;
}

/** A page of keys that are not deleted, newest first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listKeys(filter: KeyFilter, ask: PageAsk, env: Env) {
  const { projectId, policyId } = filter;
  const { rows, next } = await readPage(
    ask,
    { list: 'keys', project: projectId, filter: { policyId } },
    env,
    {
      read: (last, most) => readKeys(env.RECORD, filter, last, most).catch(recordGone),
      positionOf: ({ createdAt, id }) => [createdAt, id],
    },
  );
  return { keys: rows, next };
}

async function readKeys(
  db: D1Database,
  { projectId, policyId }: KeyFilter,
  last: Position | null,
  most: number,
): Promise<KeyView[]> {
  const conditions = [
    "status <> 'deleted' AND project_id = ?",
    ...(policyId === undefined ? [] : ['policy_id = ?']),
    ...(last === null ? [] : ['(created_at, id) < (?, ?)']),
  ].join(' AND ');
  const values = [projectId, ...(policyId === undefined ? [] : [policyId]), ...(last ?? []), most];
  const { results } = await db
    .prepare(`SELECT * FROM keys WHERE ${conditions} ORDER BY created_at DESC, id DESC LIMIT ?`)
    .bind(...values)
    .all<KeyRow>();
  return results.map(fromRow);
}
