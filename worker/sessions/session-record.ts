import { undeclared } from '../../shared/session/identity.ts';
import type { SessionView } from '../../shared/session/session.ts';
import { rowOf } from './session-row.ts';

const fixed = ['id', 'key_id', 'image', 'era', 'policy_id', 'policy_version', 'started_at'];
const growing = ['active_at', 'user_active_at', 'calls', 'bytes_in', 'bytes_out'];
const final = ['ended_at', 'end_reason'];
const columns = [...fixed, 'client', ...growing, ...final];

/** Nothing in a row ever goes back: written twice, late or out of order, it ends up the same. */
const upsert = `
  INSERT INTO sessions (project_id, ${columns.join(', ')})
  SELECT ?2, ${columns.map((name) => `value ->> '${name}'`).join(', ')} FROM json_each(?1) WHERE true
  ON CONFLICT (id) DO UPDATE SET
    client = iif(sessions.client = '${undeclared}', excluded.client, sessions.client),
    ${growing.map((name) => `${name} = max(sessions.${name}, excluded.${name})`).join(', ')},
    ${final.map((name) => `${name} = coalesce(sessions.${name}, excluded.${name})`).join(', ')}`;

/** Writes sessions of one project as they are now. Rejects where D1 cannot be reached. */
export async function recordSessions(
  db: D1Database,
  projectId: string,
  sessions: readonly SessionView[],
): Promise<void> {
  await db
    .prepare(upsert)
    .bind(JSON.stringify(sessions.map(rowOf)), projectId)
    .run();
}
