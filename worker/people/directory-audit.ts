import { noProjectId } from '../../shared/project/project.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { isWritten } from '../audit/audit-table.ts';
import type { AuditEntry, By } from '../audit/entry.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { log } from '../log.ts';

/** What is to be told of a change in the directory. `subject`: `usr_…`, `dev_…`, `tok_…`, `inv_…`. */
export interface DirectoryLine {
  readonly subject: string;
  readonly action: AuditEntry['action'];
  readonly before?: object | null;
  readonly after?: object | null;
}

interface Deps {
  readonly storage: DurableObjectStorage;
  readonly env: Env;
  readonly wakeUp: { readonly by: (at: number) => Promise<void> };
  readonly now: () => number;
}

const atATime = 50;
const retryMs = 5_000;

/**
 * Lines of the audit about people, devices and tokens. What opens is recorded before it happens, what closes is in force
 * first and told afterwards, from an outbox that survives whatever keeps the record away.
 */
export function createDirectoryAudit({ storage, env, wakeUp, now }: Deps) {
  const { sql } = storage;
  sql.exec('CREATE TABLE IF NOT EXISTS audit_outbox (id INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT');
  const waiting = () =>
    sql
      .exec<{ id: number; entry: string }>('SELECT id, entry FROM audit_outbox ORDER BY id LIMIT ?', atATime)
      .toArray();

  return {
    /** Records what is about to open. Refusal: `record_unavailable`; then it must stay shut. */
    async record(line: DirectoryLine, by: By): Promise<Result<null>> {
      try {
        await write(env, entryOf(line, by, now()));
        return ok(null);
      } catch (error) {
        log({ event: 'directory_unrecorded', error });
        return refuse('record_unavailable');
      }
    },

    /** Notes what was closed, in the same transaction as closing it; `flush` tells the record. */
    note(line: DirectoryLine, by: By): void {
      sql.exec('INSERT INTO audit_outbox (entry) VALUES (?)', JSON.stringify(entryOf(line, by, now())));
    },

    /** Tells the record what was noted; what it does not take now, the alarm brings again. Never rejects. */
    async flush(): Promise<void> {
      try {
        for (let lines = waiting(); lines.length > 0; lines = waiting())
          for (const { id, entry } of lines) {
            await write(env, JSON.parse(entry) as AuditEntry); // As `note` put it in.
            sql.exec('DELETE FROM audit_outbox WHERE id = ?', id);
          }
      } catch (error) {
        log({ event: 'directory_unrecorded', error });
        await wakeUp.by(now() + retryMs);
      }
    },
  };
}
export type DirectoryAudit = ReturnType<typeof createDirectoryAudit>;

function entryOf({ subject, action, before = null, after = null }: DirectoryLine, by: By, at: number) {
  return {
    ...by,
    opId: crypto.randomUUID(),
    subject,
    projectId: noProjectId,
    action,
    outcome: 'done',
    rev: null, // A line whose change never came would else keep the next change from its revision.
    at,
    before,
    after,
  } as const satisfies AuditEntry;
}

/** Writing a line twice is harmless: the second finds the first. */
async function write(env: Env, entry: AuditEntry): Promise<void> {
  await recordWithAudit(env, entry, []).catch((error: unknown) => {
    if (!isWritten(error)) throw error;
  });
}
