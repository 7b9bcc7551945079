import type { Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import { withQuery } from '../images/catalogue.ts';
import { askBridge } from './ask-bridge.ts';
import type { Admitted } from './pass-on.ts';
import { forgetEra, mayCross, readEra, rememberedEra, rememberEra } from './upstream-era.ts';
import { callUpstream, isStream } from './upstream.ts';
import type { Watch } from './watch.ts';

export interface Reached {
  readonly answer: Result<Response>;
  /** The era of the upstream, where a bridge leads to it; `null`: the client speaks with it itself. */
  readonly bridged: Era | null;
}

/**
 * Asks the upstream of a call: itself where it speaks as the client does, else over a bridge.
 *
 * Which era an upstream speaks is noticed when it refuses the client's, and then remembered.
 */
export async function reach(admitted: Admitted, watch: Watch, env: Env): Promise<Reached> {
  const { call, image } = admitted;
  if (call.sse === 'stream') return reachStream(admitted, watch, env);
  const known = bridgeTo(admitted) ?? (mayCross(call) ? otherEra(call.era, rememberedEra(image)) : null);
  if (known !== null) return overBridge(admitted, known, watch, env);
  const native = await askItself(admitted, watch);
  if (!native.ok || !mayCross(call)) return { answer: native, bridged: null };
  const { isOther, answer } = await readEra(native.value, call);
  const own: Reached = { answer: { ok: true, value: answer }, bridged: null };
  return isOther ? crossOver(admitted, own, watch, env) : own;
}

/** To an upstream whose own answer, `own`, says that it speaks otherwise. */
async function crossOver(admitted: Admitted, own: Reached, watch: Watch, env: Env): Promise<Reached> {
  const { call, image } = admitted;
  const era = call.era === 'legacy' ? 'stateless' : 'legacy';
  rememberEra(image, era);
  const bridged = await overBridge(admitted, era, watch, env);
  // A client that discovers may know what to make of that answer, where nothing else came of it.
  return call.intent === 'discover' && !bridged.answer.ok ? own : bridged;
}

/** A client of HTTP+SSE has the upstream's own stream, where the upstream opens one without being asked anything first. */
async function reachStream(admitted: Admitted, watch: Watch, env: Env): Promise<Reached> {
  const native = await askItself(admitted, watch);
  if (!native.ok || isStream(native.value) || admitted.upstream.transport === 'sse')
    return { answer: native, bridged: null };
  await native.value.body?.cancel();
  return overBridge(admitted, rememberedEra(admitted.image) ?? 'legacy', watch, env);
}

/** The era at the other end of the bridge that this call must take, whatever is remembered. */
function bridgeTo({ call, upstream }: Admitted): Era | null {
  if (call.handle?.bridged != null) return call.handle.bridged;
  return upstream.transport === 'sse' && call.sse === null ? 'legacy' : null;
}

function otherEra(own: Era, remembered: Era | undefined): Era | null {
  return remembered === undefined || remembered === own ? null : remembered;
}

async function overBridge(admitted: Admitted, era: Era, watch: Watch, env: Env): Promise<Reached> {
  const answer = await askBridge(admitted, era, watch.signal, env);
  // Perhaps it was remembered wrongly: the next call looks again.
  if (!answer.ok && answer.code === 'upstream_invalid') forgetEra(admitted.image);
  return { answer, bridged: era };
}

function askItself({ request, call, session, upstream }: Admitted, watch: Watch): Promise<Result<Response>> {
  const named = call.handle?.upstream ?? null;
  const isMessage = call.sse === 'message' && named !== null;
  // Its endpoint, as the upstream named it, may be without the credential: it can be another one by now.
  const endpoint = isMessage ? withQuery(named, upstream.query) : null;
  const upstreamSession = isMessage ? null : named;
  const { method, body } = call;
  return callUpstream({ request, method, body, upstream, endpoint, session, upstreamSession, watch });
}
