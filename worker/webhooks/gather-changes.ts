import type { WebhookEvent } from '../../shared/webhook/event.ts';
import { putIn, type Happening } from './outbox.ts';

/** Lines of the audit read at once. */
const most = 500;
const hourMs = 3_600_000;

const eventOf: Readonly<Record<string, WebhookEvent>> = {
  'key.create': 'key.created',
  'key.rotate': 'key.rotated',
  'key.disable': 'key.disabled',
  'key.drain': 'key.disabled',
  'key.delete': 'key.deleted',
  'key.expose': 'key.exposed',
  'call.refuse': 'limit.hit',
};
const limits = ['rate_limited', 'concurrency_exceeded', 'quota_exceeded'];

interface AuditRow {
  readonly line: number;
  readonly op_id: string;
  readonly subject: string;
  readonly project_id: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: string;
  readonly at: number;
  readonly after: string | null;
  readonly name: string | null;
}

/**
 * Puts what the audit tells into the outbox, from where the last time ended; `true`: there is more.
 *
 * A change is never held up by it, nor lost: its line is in the record with it, and this may be done as often as one
 * likes. Rejects where D1 cannot be reached.
 */
export async function gatherChanges(db: D1Database, now: number): Promise<boolean> {
  const { results } = await db
    .prepare(
      `SELECT audit.rowid AS line, op_id, subject, audit.project_id, action, outcome, actor, at, after, keys.name
       FROM audit LEFT JOIN keys ON keys.id = subject
       WHERE audit.rowid > (SELECT audit_line FROM webhook_progress) ORDER BY audit.rowid LIMIT ?`,
    )
    .bind(most)
    .all<AuditRow>();
  const last = results.at(-1)?.line;
  if (last === undefined) return false;
  const advance = db.prepare('UPDATE webhook_progress SET audit_line = max(audit_line, ?)').bind(last);
  await db.batch([putIn(db, results.flatMap(happeningOf), now), advance]);
  return results.length === most;
}

function happeningOf(row: AuditRow): Happening[] {
  const event = eventOf[row.action];
  if (event === undefined || row.outcome === 'dropped') return [];
  const key = { id: row.subject, name: row.name };
  const { at, project_id: projectId, actor } = row;
  const told = { event, projectId, at };
  if (event !== 'limit.hit')
    return [{ ...told, source: `audit/${row.op_id}`, data: { key, projectId, actor } }];
  const code = codeIn(row.after);
  if (!limits.includes(code)) return [];
  // A limit that is hit is hit again and again.
  const source = `limit/${row.subject}/${code}/${Math.floor(at / hourMs)}`;
  return [{ ...told, source, data: { key, projectId, limit: code } }];
}

function codeIn(after: string | null): string {
  const detail: unknown = JSON.parse(after ?? 'null');
  const isTold = typeof detail === 'object' && detail !== null && 'code' in detail;
  return isTold && typeof detail.code === 'string' ? detail.code : '';
}
