import type { Bridge } from '../bridge/bridge.ts';
import { overOwnBridge } from '../bridge/own-bridge.ts';
import { callHeader } from '../bridge/waiting-calls.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import { readObjection } from './objection.ts';
import type { Admitted } from './pass-on.ts';
import { traceOf } from './upstream.ts';

/** How the client speaks, where its upstream speaks otherwise. */
export type Front = 'streamable-http' | 'sse' | 'stateless';

/** How a client speaks. */
function frontOf({ call }: Pick<Admitted, 'call'>): Front {
  if (call.sse !== null) return 'sse';
  return call.era === 'stateless' ? 'stateless' : 'streamable-http';
}

/**
 * Sends a call over the bridge of its session, to an upstream of `era`, and gives the answer, not read yet.
 *
 * Refusals: those of the upstream, and `session_not_found` where the bridge was lost, and the session with it. A client
 * that names no session is given a new one instead: nothing has come of its call where the old one is gone.
 */
export async function askBridge(
  admitted: Admitted,
  era: Era,
  signal: AbortSignal,
  env: Env,
): Promise<Result<Response>> {
  const { call, session } = admitted;
  if (session === null)
    return overOwnBridge(env, async (own) => {
      const answer = await askOver(own, admitted, era, signal);
      return answer.ok ? ok(new Response(await answer.value.text(), answer.value)) : answer;
    });
  const bridge = () => env.BRIDGE.getByName(session);
  const answer = await askOver(bridge(), admitted, era, signal);
  const isNewNeeded = !answer.ok && answer.code === 'session_not_found' && call.intent === 'group';
  return isNewNeeded ? askOver(bridge(), admitted, era, signal) : answer;
}

async function askOver(
  bridge: DurableObjectStub<Bridge>,
  { call, request, session, presented, image, upstream }: Admitted,
  era: Era,
  signal: AbortSignal,
): Promise<Result<Response>> {
  const holder = session === null ? null : { keyId: presented.keyId, session };
  if (call.intent !== 'continue') {
    const opened = await bridge.open({ upstream, era, image, holder });
    if (!opened.ok) return refuse(opened.code, opened.detail);
  }
  const name = crypto.randomUUID();
  signal.addEventListener('abort', () => void bridge.leave(name).catch(() => undefined));
  const headers = { [callHeader]: name, ...traceOf(request.headers) };
  const init = { method: request.method, body: call.body, headers, signal };
  const answer = await bridge.fetch(`https://bridge/${frontOf({ call })}`, init).catch(() => null);
  if (answer === null) return refuse('upstream_unreachable'); // Cut, or the bridge was lost in the middle of it.
  if (answer.status === 404) return refuse('session_not_found');
  if (answer.status !== 502) return ok(answer);
  const { code, detail } = readObjection(await answer.text()) ?? { code: 'upstream_invalid' };
  return refuse(code, detail);
}
