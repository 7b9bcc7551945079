import type { Handlers } from '../../shared/api/contract.ts';
import type { sessionOperations } from '../../shared/api/operations/sessions.ts';
import { refuse, type Result } from '../../shared/result.ts';
import { keyIdOf, type SessionView } from '../../shared/session/session.ts';
import { by, type Context } from '../context.ts';
import type { KeyGate } from '../gate/key-gate.ts';
import { orThrow, Problem, recordGone } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';
import { reachesKey } from '../people/reaches-key.ts';
import { listSessions, readRecorded } from './list-sessions.ts';

export const sessionHandlers: Pick<Handlers<Context>, keyof typeof sessionOperations> = {
  listProjectSessions: async ({ limit, cursor, ...filter }, { env, principal }) => {
    const { key } = filter;
    if (key !== undefined && !(await reachesKey(key, 'sessions.read', principal, env)))
      throw new Problem('key_not_found');
    const open = key === undefined ? [] : orThrow(await askGate(key, env, (gate) => gate.publishSessions()));
    const page = await listSessions(filter, { limit, cursor }, env);
    const now = new Map(open.map((session) => [session.id, session]));
    return { ...page, sessions: page.sessions.map((session) => now.get(session.id) ?? session) };
  },
  readSession: async ({ id }, { env }) => {
    const session = await ask(id, env, (gate) => gate.readSession(id));
    if (session.ok || session.code !== 'session_unknown') return orThrow(session);
    // Longer ago than its gate remembers.
    return (await readRecorded(env.RECORD, id).catch(recordGone)) ?? orThrow(session);
  },
  touchSession: async ({ id }, { env }) => orThrow(await ask(id, env, (gate) => gate.touchSession(id))),
  endSession: async ({ id }, context) =>
    orThrow(await ask(id, context.env, (gate) => gate.endSessionFor(id, by(context)))),
  endAllSessions: async ({ id }, context) => ({
    ended: orThrow(await askGate(id, context.env, (gate) => gate.endSessionsFor(by(context)))),
  }),
};

/** Asks the gate that the session's id names. */
async function ask(
  id: string,
  env: Env,
  question: (gate: DurableObjectStub<KeyGate>) => Promise<Result<SessionView>>,
): Promise<Result<SessionView>> {
  const keyId = keyIdOf(id);
  const answer = keyId === null ? refuse('session_unknown') : await askGate(keyId, env, question);
  return !answer.ok && answer.code === 'key_not_found' ? refuse('session_unknown') : answer;
}
