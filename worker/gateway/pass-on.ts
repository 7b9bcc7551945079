import type { Image } from '../../shared/image/image.ts';
import { Problem } from '../http/problem.ts';
import type { Upstream } from '../images/catalogue.ts';
import { keyring } from '../secrets/keyring.ts';
import type { McpRequest } from './read-request.ts';
import { relay } from './relay.ts';
import { sealHandle } from './session-handle.ts';
import { answerHeaders, callUpstream } from './upstream.ts';
import { watchSession, type Watch } from './watch.ts';

/** A call that may pass. */
export interface Admitted {
  readonly request: Request;
  readonly call: McpRequest;
  /** The session it belongs to; `null` for discovery. */
  readonly session: string | null;
  readonly slot: string | null;
  readonly keyId: string;
  readonly image: Image;
  readonly upstream: Upstream;
}

const unwatched: Watch = { signal: new AbortController().signal, code: () => null, stop: () => undefined };

/**
 * Passes an admitted call to its upstream and the answer back, and ends the session where either side is done
 * with it. Throws the refusals of `callUpstream`, and why the call was cut if it was while waiting.
 */
export async function passOn(admitted: Admitted, env: Env, ctx: ExecutionContext): Promise<Response> {
  const { request, call, session, slot } = admitted;
  const watch =
    session === null ? unwatched : watchSession(() => env.GATE.getByName(admitted.keyId), session, slot);
  const upstreamSession = call.handle?.upstream ?? null;
  const { body } = call;
  const signal = AbortSignal.any([watch.signal, request.signal]);
  const answer = await callUpstream({
    request,
    body,
    upstream: admitted.upstream,
    session,
    upstreamSession,
    signal,
  });
  if (!answer.ok) {
    watch.stop();
    if (call.intent === 'open') await end(admitted, env, 'upstream');
    throw new Problem(watch.code() ?? answer.code);
  }
  if (request.method === 'DELETE') await end(admitted, env, 'client');
  else if (isForgotten(answer.value, upstreamSession)) await end(admitted, env, 'upstream');
  return respond(answer.value, admitted, watch, env, ctx);
}

/** Only the upstream's own 404 for its own session id means that it forgot the session (2025-06-18). */
function isForgotten(answer: Response, upstreamSession: string | null): boolean {
  return answer.status === 404 && upstreamSession !== null;
}

async function end({ keyId, session }: Admitted, env: Env, reason: 'client' | 'upstream'): Promise<void> {
  if (session !== null) await env.GATE.getByName(keyId).endSession(session, reason);
}

async function respond(
  answer: Response,
  admitted: Admitted,
  watch: Watch,
  env: Env,
  ctx: ExecutionContext,
): Promise<Response> {
  const headers = answerHeaders(answer);
  const { call, session, keyId, image } = admitted;
  if (call.intent === 'open' && session !== null && answer.ok) {
    const handle = { session, upstream: answer.headers.get('mcp-session-id') };
    headers.set('mcp-session-id', await sealHandle(handle, { keyId, image: image.id }, await keyring(env)));
  }
  const { status, body } = answer;
  const streams =
    body !== null && answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (streams) return new Response(relay(body, watch, call.id, ctx), { status, headers });
  watch.stop(); // The answer is there in full or about to be.
  return new Response(body, { status, headers });
}
