import type { SessionView } from '../../shared/session/session.ts';
import { readPage, type PageAsk, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { sessionOf, type SessionRow } from './session-row.ts';

/** Which sessions; what is `undefined` does not matter. */
export interface SessionFilter {
  readonly project: string;
  readonly key?: string | undefined;
  readonly image?: string | undefined;
  readonly client?: string | undefined;
  readonly state?: 'open' | 'ended' | undefined;
}

/** A page of sessions as the record has them, newest first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listSessions(filter: SessionFilter, ask: PageAsk, env: Env) {
  const { project, ...rest } = filter;
  const { rows, next } = await readPage(ask, { list: 'sessions', project, filter: rest }, env, {
    read: (last, most) => readSessions(env.RECORD, filter, last, most).catch(recordGone),
    positionOf: ({ startedAt, id }) => [startedAt, id],
  });
  return { sessions: rows, next };
}

/** One as the record has it; `null`: it has none of that id. Rejects where D1 cannot be reached. */
export async function readRecorded(db: D1Database, id: string): Promise<SessionView | null> {
  const row = await db.prepare('SELECT * FROM sessions WHERE id = ?').bind(id).first<SessionRow>();
  return row && sessionOf(row);
}

async function readSessions(
  db: D1Database,
  { project, key, image, client, state }: SessionFilter,
  last: Position | null,
  most: number,
): Promise<SessionView[]> {
  const columns = { project_id: project, key_id: key, image, client };
  const wanted = Object.entries(columns).filter(([, value]) => value !== undefined);
  const where = [
    ...wanted.map(([column]) => `${column} = ?`),
    ...(state === undefined ? [] : [`ended_at IS ${state === 'open' ? '' : 'NOT '}NULL`]),
    ...(last === null ? [] : ['(started_at, id) < (?, ?)']),
  ].join(' AND ');
  const { results } = await db
    .prepare(`SELECT * FROM sessions WHERE ${where} ORDER BY started_at DESC, id DESC LIMIT ?`)
    .bind(...wanted.map(([, value]) => value), ...(last ?? []), most)
    .all<SessionRow>();
  return results.map(sessionOf);
}
