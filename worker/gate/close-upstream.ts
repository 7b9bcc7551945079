import { openHandle } from '../gateway/session-handle.ts';
import { closeSession } from '../images/close-session.ts';
import { findUpstream } from '../images/find-upstream.ts';
import { keyring } from '../secrets/keyring.ts';
import { callReleaseTool } from './call-release-tool.ts';
import type { Holding } from './holdings.ts';

interface Place {
  readonly keyId: string;
  readonly image: string;
}

/** Tells an upstream that a session is over, or what was opened in it is to be closed. Rejects where it is to be asked again. */
export async function closeUpstream(place: Place, { kind, handle }: Holding, env: Env): Promise<void> {
  if (kind === 'session') return endSession(place, handle, env);
  const { image } = place;
  const upstream = await findUpstream(image, env);
  // It may have lost its release tool since: then nobody can be asked.
  if (upstream.release !== null) await callReleaseTool({ image, upstream }, upstream.release, handle, env);
}

async function endSession(place: Place, handle: string, env: Env): Promise<void> {
  const named = await openHandle(handle, place, await keyring(env));
  if (named === null || named.upstream === null) return;
  const upstream = await findUpstream(place.image, env);
  await closeSession(upstream, { 'mcp-session-id': named.upstream, 'keyharbor-session': named.session });
}
