import type { AuditLine } from '../../shared/audit/audit.ts';
import { readPage, type PageAsk, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { lineColumns, lineFrom, type LineRow } from './audit-row.ts';

/** Lines that an export reads at a time. */
const atATime = 500;

/** Which lines; what is left out does not matter. */
export interface AuditFilter {
  readonly subject?: string | undefined;
  readonly project?: string | undefined;
  /** Those that whoever asks may read about; `undefined`: all. */
  readonly projects?: readonly string[] | undefined;
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly outcome?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const conditions = [
  ['subject', 'subject = ?'],
  ['project', 'project_id = ?'],
  ['action', 'action = ?'],
  ['actor', 'actor = ?'],
  ['outcome', 'outcome = ?'],
  ['from', 'at >= ?'],
  ['to', 'at < ?'],
] as const satisfies readonly (readonly [keyof AuditFilter, string])[];

/** A page of lines, newest first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listAudit(filter: AuditFilter, ask: PageAsk, env: Env) {
  const scope = { list: 'audit', project: filter.project ?? '', filter: { ...filter } };
  const { rows, next } = await readPage(ask, scope, env, {
    read: (last, most) => readLines(env.RECORD, filter, last, most).catch(recordGone),
    positionOf: ({ at, id }) => [at, id],
  });
  return { lines: rows, next };
}

/** All lines, newest first, read as they are asked for. Rejects where D1 cannot be reached. */
export async function* allLines(filter: AuditFilter, db: D1Database): AsyncGenerator<AuditLine> {
  let last: Position | null = null;
  for (;;) {
    const lines: AuditLine[] = await readLines(db, filter, last, atATime);
    yield* lines;
    const end = lines.at(-1);
    if (end === undefined || lines.length < atATime) return;
    last = [end.at, end.id];
  }
}

async function readLines(
  db: D1Database,
  filter: AuditFilter,
  last: Position | null,
  most: number,
): Promise<AuditLine[]> {
  const given = conditions.filter(([name]) => filter[name] !== undefined);
  const after = last === null ? [] : ['(at, op_id) < (?, ?)'];
  const { projects } = filter;
  const within = projects === undefined ? [] : ['project_id IN (SELECT value FROM json_each(?))'];
  const where = ['1', ...given.map(([, sql]) => sql), ...within, ...after].join(' AND ');
  const list = projects === undefined ? [] : [JSON.stringify(projects)];
  const values = [...given.map(([name]) => filter[name]), ...list, ...(last ?? []), most];
  const { results } = await db
    .prepare(`SELECT ${lineColumns} FROM audit WHERE ${where} ORDER BY at DESC, op_id DESC LIMIT ?`)
    .bind(...values)
    .all<LineRow>();
  return results.map(lineFrom);
}
