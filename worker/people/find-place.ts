import { nouns, type Noun } from '../../shared/people/access.ts';
import { systemDefaultPolicy } from '../../shared/policy/policy.ts';
import { keyIdOf } from '../../shared/session/session.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { recordGone } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';

/** What is said of a thing that is not there, or that is not to be known to be there. */
export const notFound: Readonly<Record<Noun, ErrorCode>> = {
  key: 'key_not_found',
  policy: 'policy_not_found',
  image: 'image_not_found',
  webhook: 'webhook_not_found',
  site_rule: 'site_rule_not_found',
  session: 'session_unknown',
  named_project: 'project_not_found',
};

/**
 * The project of the thing called `id`; `null`: it belongs to all of them, as built-in ones do. Of keys and sessions the
 * gate tells, so that keys can be disabled while the record is away.
 *
 * Refusals: the noun's of `notFound`, `gate_unavailable`. Throws `record_unavailable`.
 */
export async function findPlace(noun: Noun, id: string, env: Env): Promise<Result<string | null>> {
  if (noun === 'named_project') return ok(id);
  if (noun === 'key') return placeOfKey(id, env);
  if (noun === 'session') return placeOfSession(id, env);
  if (id === systemDefaultPolicy.id) return ok(null);
  const row = await env.RECORD.prepare(queries[noun])
    .bind(id)
    .first<{ project_id: string | null }>()
    .catch(recordGone);
  return row === null ? refuse(notFound[noun]) : ok(row.project_id);
}

const queries = {
  policy: 'SELECT project_id FROM policies WHERE id = ?',
  image: 'SELECT project_id FROM images WHERE id = ?',
  webhook: 'SELECT project_id FROM webhooks WHERE id = ?',
  site_rule: 'SELECT project_id FROM site_rules WHERE id = ?',
} as const;

export function placeOfKey(id: string, env: Env): Promise<Result<string>> {
  return askGate(id, env, (gate) => gate.projectId());
}

async function placeOfSession(id: string, env: Env): Promise<Result<string>> {
  const key = keyIdOf(id);
  const place = key === null ? refuse(notFound.session) : await placeOfKey(key, env);
  return !place.ok && place.code === notFound.key ? refuse(notFound.session) : place;
}

export const isNoun = (place: string): place is Noun => nouns.some((noun) => noun === place);
