import { doneIn } from '../../shared/mcp/opened.ts';
import type { Era } from '../../shared/session/session.ts';
import { overOwnBridge } from '../bridge/own-bridge.ts';
import { ownRequest } from '../bridge/own-request.ts';
import { readAnswer } from '../gateway/read-answer.ts';
import type { Upstream } from '../images/catalogue.ts';
import { within } from '../patience.ts';

const patienceMs = 30_000;

interface Place {
  readonly image: string;
  readonly upstream: Upstream;
}

/**
 * Calls an upstream's release tool for `handle`, in a conversation of its own: the session that opened it is over. Rejects
 * where the tool did not do it.
 */
export async function callReleaseTool(
  place: Place,
  release: { readonly tool: string; readonly argument: string },
  handle: string,
  env: Env,
): Promise<void> {
  const params = { name: release.tool, arguments: { [release.argument]: handle } };
  const { body } = ownRequest('tools/call', params);
  const told = (await ask(place, 'legacy', body, env)) ?? (await ask(place, 'stateless', body, env));
  if (doneIn(told) === null) throw new Error('the upstream has not released it');
}

/** Over a bridge, which speaks with any upstream; what it answers, `null` where it does not speak that era. */
function ask(place: Place, era: Era, message: string, env: Env): Promise<unknown> {
  return overOwnBridge(env, async (bridge) => {
    const opened = await bridge.open({ ...place, era, holder: null });
    if (!opened.ok) return null;
    const asked = bridge.fetch('https://bridge/stateless', { method: 'POST', body: message });
    const answer = await within(patienceMs, asked);
    return answer.ok ? ((await within(patienceMs, readAnswer(answer))) ?? null) : null;
  });
}
