import { openHandle } from '../gateway/session-handle.ts';
import { askImage } from '../images/ask-image.ts';
import { upstreamOf, type Upstream } from '../images/catalogue.ts';
import { within } from '../patience.ts';
import { keyring } from '../secrets/keyring.ts';
import { callReleaseTool } from './call-release-tool.ts';
import type { Holding } from './holdings.ts';

const patienceMs = 10_000;

interface Place {
  readonly keyId: string;
  readonly image: string;
}

/** Tells an upstream that a session is over, or what was opened in it is to be closed. Rejects where it is to be asked again. */
export async function closeUpstream(place: Place, { kind, handle }: Holding, env: Env): Promise<void> {
  if (kind === 'session') return closeSession(place, handle, env);
  const upstream = await findUpstream(place.image, env);
  // It may have lost its release tool since: then nobody can be asked.
  if (upstream.release !== null) await callReleaseTool(upstream, upstream.release, handle, env);
}

/**
 * DELETE with the upstream's own session id (2025-06-18, Session Management). Whatever it answers but a failure of its own
 * is an answer: it may have forgotten the session, or not know DELETE.
 */
async function closeSession(place: Place, handle: string, env: Env): Promise<void> {
  const named = await openHandle(handle, place, await keyring(env));
  if (named === null || named.upstream === null) return;
  if (named.bridged !== null) return; // A bridge watches its session, and ends with it.
  const { url, transport, header } = await findUpstream(place.image, env);
  if (transport === 'sse') return; // There a session ends with its stream.
  const headers = { ...(header && { [header.name]: header.value }), 'mcp-session-id': named.upstream };
  const answer = await within(patienceMs, fetch(url, { method: 'DELETE', headers, redirect: 'manual' }));
  await answer.body?.cancel();
  if (answer.status >= 500) throw new Error('the upstream could not end the session');
}

async function findUpstream(id: string, env: Env): Promise<Upstream> {
  const image = await askImage(id, env, (gate) => gate.read());
  const upstream = image.ok ? await upstreamOf(image.value, env) : image;
  if (!upstream.ok) throw new Error(upstream.code);
  return upstream.value;
}
