import type { KeyView, LastUsed } from '../../shared/key/key.ts';
import { appendLines, isBehind, readHead } from '../audit/audit-table.ts';
import type { ChainedLine } from '../audit/chain.ts';
import { fromRow, type KeyRow } from './key-row.ts';

/**
 * `project_archived`: the project takes nothing new any more. `name_taken`: another key of the project has the name. `policy_not_found`: the policy was deleted meanwhile.
 * `conflict`: the record is already past that revision. `behind`: another line has the place in the chain.
 */
export type WriteOutcome = 'written' | 'project_archived' | 'name_taken' | 'policy_not_found' | 'conflict';
type Attempted = WriteOutcome | 'behind';

/** The record (D1), as a gate sees it. Every function rejects where D1 cannot be reached. */
export type KeyTable = ReturnType<typeof createKeyTable>;

const upsert = (isNext: string) => `
  INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at,
    note, owner, tags, expires_at, protected, show_once, images, exposed_at, draining_until, previous_until)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, masked = excluded.masked, status = excluded.status, policy_id = excluded.policy_id,
    policy_version = excluded.policy_version, rev = excluded.rev, changed_at = excluded.changed_at,
    note = excluded.note, owner = excluded.owner, tags = excluded.tags, expires_at = excluded.expires_at,
    protected = excluded.protected, images = excluded.images, exposed_at = excluded.exposed_at,
    draining_until = excluded.draining_until, previous_until = excluded.previous_until
  WHERE ${isNext}`;

const isThere = 'EXISTS (SELECT 1 FROM keys WHERE id = ?2 AND rev = ?3 AND status = ?4)';

export function createKeyTable(db: D1Database) {
  async function put(key: KeyView, line: ChainedLine, isNext: string): Promise<Attempted> {
    const row = db.prepare(upsert(isNext)).bind(...keyValues(key));
    // The line is only written for the row that really is at this revision and status now.
    const audit = appendLines(db, [line], isThere, key.id, key.rev, key.status);
    try {
      const [, written] = await db.batch([row, audit]);
      return hasWritten(written) ? 'written' : 'conflict';
    } catch (error) {
      return outcomeOf(error);
    }
  }

  return {
    /** Writes a key at its revision together with the audit's line, both or neither. */
    write: (key: KeyView, line: ChainedLine) => put(key, line, 'keys.rev < excluded.rev'),

    /** The same over a row that has this revision already and says something else. */
    correct: (key: KeyView, line: ChainedLine) => put(key, line, 'keys.rev <= excluded.rev'),

    async read(id: string): Promise<KeyView | null> {
      const row = await db.prepare('SELECT * FROM keys WHERE id = ?').bind(id).first<KeyRow>();
      return row && fromRow(row);
    },

    /** Writes lines that go with no change of the key, all or none. */
    async append(lines: readonly ChainedLine[]): Promise<Attempted> {
      try {
        await appendLines(db, lines).run();
        return 'written';
      } catch (error) {
        return outcomeOf(error);
      }
    },

    /** Which of these lines are there. */
    async knownOf(opIds: readonly string[]): Promise<string[]> {
      const sql = 'SELECT op_id AS opId FROM audit WHERE op_id IN (SELECT value FROM json_each(?))';
      const { results } = await db.prepare(sql).bind(JSON.stringify(opIds)).all<{ opId: string }>();
      return results.map(({ opId }) => opId);
    },

    /** Notes the last use of a key: no change of it, so no revision and no line. */
    async noteUse(id: string, { at, image, client, country, ip }: LastUsed): Promise<void> {
      const sql = `UPDATE keys SET last_used_at = ?2, last_used_image = ?3, last_used_client = ?4,
        last_used_country = ?5, last_used_ip = ?6 WHERE id = ?1 AND coalesce(last_used_at, 0) < ?2`;
      await db.prepare(sql).bind(id, at, image, client, country, ip).run();
    },

    /** Where the key's chain ends. */
    readHead: (id: string) => readHead(db, id),
  };
}

/** Not how many: what the triggers did is counted, too. */
function hasWritten(result: D1Result | undefined): boolean {
  return (result?.meta.changes ?? 0) > 0;
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
    JSON.stringify(key.images),
    key.exposedAt,
    key.drainingUntil,
    key.previous?.validUntil ?? null,
  ];
}

/** D1 tells constraints only by message; anything else is an outage and thrown on. */
function outcomeOf(error: unknown): Attempted {
  if (isBehind(error)) return 'behind';
  const message = error instanceof Error ? error.message : '';
  if (message.includes('UNIQUE constraint failed: keys.project_id, keys.name')) return 'name_taken';
  if (message.includes('the project takes nothing new')) return 'project_archived';
  if (message.includes('there is no such policy')) return 'policy_not_found';
  if (message.includes('UNIQUE constraint failed: audit')) return 'conflict';
  throw error;
}
