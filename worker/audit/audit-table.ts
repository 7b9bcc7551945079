import type { ChainedLine, Head } from './chain.ts';

const columns =
  'op_id, subject, project_id, seq, action, outcome, rev, actor, device, request_id, at, before, after, prev, hash';

const fields = [
  'opId',
  'subject',
  'projectId',
  'seq',
  'action',
  'outcome',
  'rev',
  'actor',
  'device',
  'requestId',
  'at',
  'before',
  'after',
  'prev',
  'hash',
] as const satisfies readonly (keyof ChainedLine)[];

const insert = `INSERT INTO audit (${columns}) SELECT ${fields.map((name) => `value ->> '${name}'`).join(', ')}
  FROM json_each(?1)`;

/**
 * The statement that writes `lines`, all or none; `condition` is SQL whose values are numbered from `?2`.
 *
 * Part of a batch, so that a change and its line are both there or neither is.
 */
export function appendLines(
  db: D1Database,
  lines: readonly ChainedLine[],
  condition = '1',
  ...values: (string | number)[]
): D1PreparedStatement {
  return db.prepare(`${insert} WHERE ${condition}`).bind(JSON.stringify(lines), ...values);
}

/** Where the chain of `subject` ends in the record; `null`: it has not begun. Rejects where D1 cannot be reached. */
export function readHead(db: D1Database, subject: string): Promise<Head | null> {
  const sql = 'SELECT seq, hash FROM audit WHERE subject = ? AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1';
  return db.prepare(sql).bind(subject).first<Head>();
}

/** Whether a write failed because another line took the place meant for it: D1 tells constraints only by message. */
export function isBehind(error: unknown): boolean {
  return String(error).includes('UNIQUE constraint failed: audit.subject, audit.seq');
}

/** Whether a write failed because the very line is in the record already. */
export function isWritten(error: unknown): boolean {
  return String(error).includes('UNIQUE constraint failed: audit.op_id');
}
