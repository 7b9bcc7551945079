import { legacyVersions, statelessVersions } from '../../shared/mcp/era.ts';
import { isObject, member } from '../../shared/mcp/member.ts';
import { patienceFor } from '../gateway/endurance.ts';
import { within } from '../patience.ts';
import type { Hub } from './hub.ts';
import { LinkFault, type Link } from './link.ts';

const reserved = 'io.modelcontextprotocol';

/**
 * Makes the handshake of the legacy era for a client that knows none, with what the client's first message says of it;
 * gives the server's result. Throws a `LinkFault`.
 */
export async function shakeHands(message: unknown, { link, hub }: { link: Link; hub: Hub }): Promise<object> {
  const said = (name: string) => member(message, 'params', '_meta', `${reserved}/${name}`);
  const params = {
    protocolVersion: legacyVersions.at(-1),
    capabilities: said('clientCapabilities') ?? {},
    clientInfo: said('clientInfo') ?? { name: 'undeclared', version: '0' },
  };
  const answered = Promise.withResolvers<unknown>();
  const request = { jsonrpc: '2.0', id: 'keyharbor-handshake', method: 'initialize', params };
  hub.call(request, { write: (text) => answered.resolve(JSON.parse(text)), end: () => undefined });
  await link.send(JSON.stringify(request));
  const answer = await within(patienceFor(request.method), answered.promise).catch(() => {
    throw new LinkFault('upstream_timeout');
  });
  const result = member(answer, 'result');
  if (!isObject(result)) throw new LinkFault('upstream_invalid');
  await link.send('{"jsonrpc":"2.0","method":"notifications/initialized"}');
  return result;
}

/** What a handshake told, as `server/discover` tells it. Nothing that would need a stream is among it. */
export function discovered(result: object): object {
  const has = member(result, 'capabilities');
  const offered = ['tools', 'resources', 'prompts', 'completions'].filter(
    (name) => member(has, name) !== undefined,
  );
  const instructions = member(result, 'instructions');
  return {
    resultType: 'complete',
    supportedVersions: statelessVersions,
    capabilities: Object.fromEntries(offered.map((name) => [name, {}])),
    ...(typeof instructions === 'string' && { instructions }),
    _meta: { [`${reserved}/serverInfo`]: member(result, 'serverInfo') },
    ttlMs: 0,
    cacheScope: 'private',
  };
}
