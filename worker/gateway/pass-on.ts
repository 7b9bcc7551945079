import type { PolicyRef } from '../../shared/key/key.ts';
import { Problem } from '../http/problem.ts';
import type { Upstream } from '../images/catalogue.ts';
import { keyring } from '../secrets/keyring.ts';
import type { CallClock } from './call-clock.ts';
import type { Account } from './charged.ts';
import type { Presented } from './credential.ts';
import type { McpRequest } from './read-request.ts';
import { overseersOf } from './eye.ts';
import { failed } from './failed.ts';
import { noteOpened } from './note-opened.ts';
import { listedUnder, ownEvent } from './own-answer.ts';
import { relay, type Lasting } from './relay.ts';
import { showAnswer } from './show-answer.ts';
import { longestFor } from './endurance.ts';
import { sealHandle } from './session-handle.ts';
import { freeAnswered } from './free-answered.ts';
import { changeSse } from './sse-session.ts';
import { reach, type Reached } from './reach.ts';
import { answerHeaders, isStream } from './upstream.ts';
import { watchCall, type Watch } from './watch.ts';

/** A call that may pass. */
export interface Admitted {
  readonly request: Request;
  readonly call: McpRequest;
  /** The session it belongs to; `null` for discovery. */
  readonly session: string | null;
  readonly slot: string | null;
  /** What its answer is told to. */
  readonly account: Account;
  readonly callSeconds: number | null;
  /** The version that lists are filtered by. */
  readonly policy: PolicyRef;
  readonly presented: Presented;
  readonly image: string;
  readonly upstream: Upstream;
  readonly clock: CallClock;
}

type Bridged = Admitted & Pick<Reached, 'bridged'>;

/**
 * Passes an admitted call to its upstream and the answer back, and ends the session where either side is done
 * with it. Throws the refusals of the upstream, and why the call was cut if it was while waiting.
 */
export async function passOn(admitted: Admitted, env: Env, ctx: Lasting): Promise<Response> {
  const { request, call } = admitted;
  const watch = watchBoth(admitted, env);
  const { answer, bridged } = await reach(admitted, watch, env);
  if (!answer.ok) {
    watch.stop();
    if (call.intent === 'open' || answer.code === 'session_not_found') await end(admitted, env, 'upstream');
    throw failed(call, watch.code() ?? answer.code, watch.detail() ?? answer.detail);
  }
  if (request.method === 'DELETE') await end(admitted, env, 'client');
  else if (isForgotten(answer.value, call)) await end(admitted, env, 'upstream');
  return respond({ ...admitted, bridged }, answer.value, watch, env, ctx);
}

/** The key's gate may say that the call must end, and so may the image's. */
function watchBoth(admitted: Admitted, env: Env): Watch {
  const { request, call, presented, image, session, slot, callSeconds, clock } = admitted;
  const { keyId, ticket } = presented;
  const stake = session === null ? null : { session, ticket, slot, isCall: call.isCharged };
  const gates = overseersOf({ keyId, image }, env);
  const longestMs = longestFor(call, callSeconds);
  return watchCall(stake, gates, { gone: () => request.signal, longestMs, clock });
}

/** Only the upstream's own 404 for its own session means that it forgot the session (2025-06-18). */
function isForgotten(answer: Response, { handle }: McpRequest): boolean {
  return answer.status === 404 && handle?.upstream != null;
}

/** A session of ours goes on where its upstream keeps none: a 404 of such a one would make its client start over, forever. */
function statusOf(answer: Response, { handle }: McpRequest, verb: string): number {
  if (answer.status !== 404 || handle === null || handle.upstream !== null) return answer.status;
  return verb === 'GET' ? 405 : 400;
}

async function end({ presented, session }: Admitted, env: Env, reason: 'client' | 'upstream'): Promise<void> {
  if (session !== null) await env.GATE.getByName(presented.keyId).endSession(session, reason);
}

async function respond(
  admitted: Bridged,
  answer: Response,
  watch: Watch,
  env: Env,
  ctx: Lasting,
): Promise<Response> {
  const headers = answerHeaders(answer);
  const { call, request, session, presented, image } = admitted;
  if (call.sse === 'stream') return openSse(admitted, answer, watch, env, ctx);
  if (call.intent === 'open' && session !== null && answer.ok) {
    const { bridged } = admitted;
    const handle = { session, upstream: answer.headers.get('mcp-session-id'), bridged };
    const place = { keyId: presented.keyId, image };
    const sealed = await sealHandle(handle, place, await keyring(env));
    headers['mcp-session-id'] = sealed;
    const note = () => env.GATE.getByName(presented.keyId).noteUpstream(session, sealed);
    // Asked again, once. Lost all the same, the upstream finds out by itself that nobody comes any more.
    if (handle.upstream !== null)
      ctx.waitUntil(
        note()
          .catch(note)
          .catch(() => undefined),
      );
  }
  const body = await showAnswer(answer, admitted, watch, env, ctx);
  if (!(body instanceof ReadableStream)) settle(body, answer, admitted, ctx);
  if (body === null) delete headers['content-type'];
  return new Response(body, { status: statusOf(answer, call, request.method), headers });
}

/** An answer in one piece is over once it is there; that of a message of HTTP+SSE, once it has come on its stream. */
function settle(body: Uint8Array | null, { ok }: Response, { account, call, slot }: Admitted, ctx: Lasting) {
  if (body !== null) account.count(body.byteLength);
  if (slot !== null && !(ok && call.sse === 'message')) ctx.waitUntil(account.close());
}

/** The stream of a new HTTP+SSE session, which ends with it. Throws `upstream_invalid` where the upstream opens none. */
async function openSse(
  admitted: Bridged,
  answer: Response,
  watch: Watch,
  env: Env,
  ctx: Lasting,
): Promise<Response> {
  const { session, presented, image, upstream, bridged } = admitted;
  const source: ReadableStream<Uint8Array> | null = answer.body; // The platform leaves open what is read from it.
  if (!answer.ok || source === null || !isStream(answer) || session === null) {
    watch.stop();
    await source?.cancel();
    await end(admitted, env, 'upstream');
    throw new Problem('upstream_invalid');
  }
  const place = { session, image, presented, bridged };
  const opened = { ...place, upstreamUrl: upstream.url, keys: await keyring(env) };
  const sight = await listedUnder(presented.keyId, { image, policy: admitted.policy }, env);
  const hear = noteOpened(admitted, env);
  const free = await freeAnswered(admitted, env);
  const change = changeSse(opened, async (event) => {
    if (event.data !== '') await hear?.(event.data);
    free?.(event.data);
    return ownEvent(event, sight);
  });
  const atEnd = () => end(admitted, env, admitted.request.signal.aborted ? 'client' : 'upstream');
  return new Response(
    relay(
      { source, change, watch, call: admitted.call, account: admitted.account, atEnd, gateway: env.GATEWAY },
      ctx,
    ),
    {
      headers: answerHeaders(answer),
    },
  );
}
