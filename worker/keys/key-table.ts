import type { KeyView } from '../../shared/key/key.ts';
import type { AuditEntry } from '../audit/entry.ts';

/**
 * `name_taken`: another key of the project has the name. `policy_not_found`: the policy was deleted meanwhile.
 * `conflict`: the record is already past that revision.
 */
export type WriteOutcome = 'written' | 'name_taken' | 'policy_not_found' | 'conflict';

/** The record (D1), as a gate sees it. Every function rejects where D1 cannot be reached. */
export type KeyTable = ReturnType<typeof createKeyTable>;

const upsert = `
  INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at,
    note, owner, tags, expires_at, protected, show_once)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, status = excluded.status, policy_id = excluded.policy_id,
    policy_version = excluded.policy_version, rev = excluded.rev, changed_at = excluded.changed_at,
    note = excluded.note, owner = excluded.owner, tags = excluded.tags, expires_at = excluded.expires_at,
    protected = excluded.protected
  WHERE keys.rev < excluded.rev`;

const insertAudit = 'INSERT INTO audit (op_id, key_id, rev, action, outcome, actor, request_id, at)';

export function createKeyTable(db: D1Database) {
  return {
    /** Writes a key at its revision together with the audit line, both or neither. */
    async write(key: KeyView, entry: AuditEntry): Promise<WriteOutcome> {
      const row = db.prepare(upsert).bind(...keyValues(key));
      // The audit line is only written for the row that really is at this revision and status now.
      const line = db
        .prepare(
          `${insertAudit} SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM keys WHERE id = ? AND rev = ? AND status = ?`,
        )
        .bind(...auditValues(entry), key.id, key.rev, key.status);
      try {
        const [, written] = await db.batch([row, line]);
        return written?.meta.changes === 1 ? 'written' : 'conflict';
      } catch (error) {
        return outcomeOf(error);
      }
    },

    /** Takes the revision of a command that never happened, so that it cannot happen any more. */
    async drop(entry: AuditEntry): Promise<WriteOutcome> {
      try {
        await db
          .prepare(`${insertAudit} VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
          .bind(...auditValues(entry))
          .run();
        return 'written';
      } catch (error) {
        return outcomeOf(error);
      }
    },

    /** Whether the command called `opId` was written. */
    async knows(opId: string): Promise<boolean> {
      return (await db.prepare('SELECT 1 FROM audit WHERE op_id = ?').bind(opId).first()) !== null;
    },

    /**
     * Notes that a secret is about to be shown. `false`: it must not be, the caller was shown `limit` of them
     * since `since` (Unix milliseconds). Counting and noting are one statement, so parallel calls cannot pass.
     */
    async noteReveal(entry: AuditEntry, limit: number, since: number): Promise<boolean> {
      const { meta } = await db
        .prepare(
          `${insertAudit} SELECT ?, ?, ?, ?, ?, ?, ?, ?
           WHERE (SELECT count(*) FROM audit WHERE action = 'reveal' AND actor = ? AND at > ?) < ?`,
        )
        .bind(...auditValues(entry), entry.actor, since, limit)
        .run();
      return meta.changes === 1;
    },
  };
}

function keyValues(key: KeyView): (string | number | null)[] {
  const { id, projectId, name, masked, status, policy, rev, createdAt, changedAt } = key;
  const moved = [id, projectId, name, masked, status, policy.id, policy.version, rev, createdAt, changedAt];
  const { note, owner, tags, expiresAt } = key;
  return [
    ...moved,
    note,
    owner,
    JSON.stringify(tags),
    expiresAt,
    Number(key.protected),
    Number(key.showOnce),
  ];
}

function auditValues(entry: AuditEntry): (string | number)[] {
  const { opId, keyId, rev, action, outcome, actor, requestId, at } = entry;
  return [opId, keyId, rev, action, outcome, actor, requestId, at];
}

/** D1 tells constraints only by message; anything else is an outage and thrown on. */
function outcomeOf(error: unknown): WriteOutcome {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('UNIQUE constraint failed: keys.project_id, keys.name')) return 'name_taken';
  if (message.includes('there is no such policy')) return 'policy_not_found';
  if (message.includes('UNIQUE constraint failed: audit')) return 'conflict';
  throw error;
}
