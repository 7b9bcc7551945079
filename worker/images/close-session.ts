import type { Upstream } from './catalogue.ts';
import { reachUpstream } from './reach-upstream.ts';

const patienceMs = 10_000;

/**
 * Tells an upstream that a session is over: DELETE with the headers that name it there (2025-06-18, Session Management).
 *
 * Whatever it answers but a failure, a redirect or a refusal of our own credential is an answer: it may have forgotten the
 * session, or not know DELETE. Rejects where it is to be asked again.
 */
export async function closeSession(
  upstream: Upstream,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const abort = new AbortController();
  const answer = await reachUpstream(upstream, {
    method: 'DELETE',
    headers,
    body: null,
    signal: abort.signal,
    giveUp: () => abort.abort(),
    patienceMs,
  });
  if (!answer.ok) throw new Error(answer.code);
  await answer.value.body?.cancel();
}
