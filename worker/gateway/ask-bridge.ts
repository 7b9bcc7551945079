import { isErrorCode } from '../../shared/errors.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import type { Admitted } from './pass-on.ts';

/** How the client speaks, where its upstream speaks otherwise. */
export type Front = 'streamable-http' | 'sse' | 'stateless';

/** How a client speaks. */
export function frontOf({ call }: Pick<Admitted, 'call'>): Front {
  if (call.sse !== null) return 'sse';
  return call.era === 'stateless' ? 'stateless' : 'streamable-http';
}

/**
 * Sends a call over the bridge of its session, to an upstream of `era`, and gives the answer, not read yet.
 *
 * Refusals: those of the upstream, and `session_not_found` where the bridge was lost, and the session with it.
 */
export async function askBridge(
  { call, request, session, presented, image, upstream }: Admitted,
  era: Era,
  signal: AbortSignal,
  env: Env,
): Promise<Result<Response>> {
  const bridge = env.BRIDGE.getByName(session ?? crypto.randomUUID());
  const holder = session === null ? null : { keyId: presented.keyId, session, image };
  if (call.intent !== 'continue') {
    const opened = await bridge.open({ upstream, era, holder });
    if (!opened.ok) return refuse(opened.code);
  }
  const init = { method: request.method, body: call.body, signal };
  const answer = await bridge.fetch(`https://bridge/${frontOf({ call })}`, init);
  if (answer.status === 404) return refuse('session_not_found');
  if (answer.status === 502) {
    const code: unknown = await answer.json();
    return refuse(isErrorCode(code) ? code : 'upstream_invalid');
  }
  if (holder !== null) return ok(answer);
  const whole = new Response(await answer.text(), answer); // Only looked: nothing is kept for it.
  await bridge.fetch('https://bridge/', { method: 'DELETE' });
  return ok(whole);
}
