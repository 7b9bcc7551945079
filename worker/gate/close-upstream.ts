import { openHandle } from '../gateway/session-handle.ts';
import { askImage } from '../images/ask-image.ts';
import { upstreamOf } from '../images/catalogue.ts';
import { within } from '../patience.ts';
import { keyring } from '../secrets/keyring.ts';

const patienceMs = 10_000;

/**
 * Tells an upstream that a session is over: DELETE with its own session id (2025-06-18, Session Management). Whatever it
 * answers but a failure of its own is an answer: it may have forgotten the session, or not know DELETE. Rejects where it
 * is to be asked again.
 */
export async function closeUpstream(
  place: { readonly keyId: string; readonly image: string },
  handle: string,
  env: Env,
): Promise<void> {
  const named = await openHandle(handle, place, await keyring(env));
  if (named === null || named.upstream === null) return;
  if (named.bridged !== null) return; // A bridge watches its session, and ends with it.
  const image = await askImage(place.image, env, (gate) => gate.read());
  const upstream = image.ok ? await upstreamOf(image.value, env) : image;
  if (!upstream.ok) throw new Error(upstream.code);
  const { url, transport, header } = upstream.value;
  if (transport === 'sse') return; // There a session ends with its stream.
  const headers = { ...(header && { [header.name]: header.value }), 'mcp-session-id': named.upstream };
  const answer = await within(patienceMs, fetch(url, { method: 'DELETE', headers, redirect: 'manual' }));
  await answer.body?.cancel();
  if (answer.status >= 500) throw new Error('the upstream could not end the session');
}
