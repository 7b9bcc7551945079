import { statelessVersions } from '../../shared/mcp/era.ts';
import { isObject, member } from '../../shared/mcp/member.ts';
import type { Era } from '../../shared/session/session.ts';
import { readAnswer } from '../gateway/read-answer.ts';
import type { Upstream } from '../images/catalogue.ts';
import { within } from '../patience.ts';

const patienceMs = 30_000;
const [version] = statelessVersions;

/**
 * Calls an upstream's release tool for `handle`, in a conversation of its own: the session that opened it is over. Rejects
 * where the tool did not do it.
 */
export async function callReleaseTool(
  upstream: Upstream,
  release: { readonly tool: string; readonly argument: string },
  handle: string,
  env: Env,
): Promise<void> {
  const message = messageFor(release, handle);
  const told =
    (await ask(upstream, 'legacy', message, env)) ?? (await ask(upstream, 'stateless', message, env));
  const result = member(told, 'result');
  if (!isObject(result) || result['isError'] === true) throw new Error('the upstream has not released it');
}

function messageFor({ tool, argument }: { tool: string; argument: string }, handle: string): string {
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'keyharbor', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name: tool, arguments: { [argument]: handle }, _meta: about };
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
}

/** Over a bridge, which speaks with any upstream; what it answers, `null` where it does not speak that era. */
async function ask(upstream: Upstream, era: Era, message: string, env: Env): Promise<unknown> {
  const bridge = env.BRIDGE.getByName(crypto.randomUUID());
  try {
    const opened = await bridge.open({ upstream, era, holder: null });
    if (!opened.ok) return null;
    const asked = bridge.fetch('https://bridge/stateless', { method: 'POST', body: message });
    const answer = await within(patienceMs, asked);
    return answer.ok ? ((await within(patienceMs, readAnswer(answer))) ?? null) : null;
  } finally {
    await bridge.fetch('https://bridge/', { method: 'DELETE' }).catch(() => undefined); // It ends by itself, too.
  }
}
