import { isObject, member } from '../../shared/mcp/member.ts';
import { withId } from '../../shared/mcp/respell.ts';
import { discovered, shakeHands } from './handshake.ts';
import type { Hub } from './hub.ts';
import { LinkFault, type Link } from './link.ts';
import { createStatelessCall, type StatelessCall } from './stateless-call.ts';

/** What a server of the legacy era can do for a client that only calls. */
const bridged = [
  'server/discover',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
];

/** Calls whose clients were asked something and did not come back yet. */
const mostParked = 100;

/** Lets clients of the stateless era (2026-07-28) talk to a server of the legacy one. */
export function createStatelessFront(deps: { readonly link: Link; readonly hub: Hub }) {
  const parked = new Map<string, StatelessCall>();
  let handshake: Promise<object> | null = null;
  let made = 0;

  async function start(text: string, message: unknown): Promise<Response> {
    made += 1;
    const id = `keyharbor-${made}`;
    const park = () => {
      if (parked.size >= mostParked) parked.delete([...parked.keys()][0] ?? '');
      const state = crypto.randomUUID();
      parked.set(state, call);
      return state;
    };
    const capabilities = member(message, 'params', '_meta', 'io.modelcontextprotocol/clientCapabilities');
    const call = createStatelessCall(capabilities, { ...deps, id, park });
    deps.hub.call({ ...(isObject(message) && message), id }, { write: call.hear, end: () => undefined });
    const response = call.wait(message);
    await deps.link.send(withId(text, id));
    return response;
  }

  return {
    /**
     * Answers one message. Throws a `LinkFault`: of the upstream, `method_not_found` for what cannot be bridged, and
     * `invalid_params` for a state that leads nowhere.
     */
    async ask(text: string): Promise<Response> {
      const message: unknown = JSON.parse(text);
      const id = member(message, 'id');
      if (id === undefined) return new Response(null, { status: 202 }); // It could only be about calls that end by hanging up.
      const method = member(message, 'method');
      if (!bridged.includes(String(method))) throw new LinkFault('method_not_found');
      handshake ??= shakeHands(message, deps);
      const result = await handshake.catch((error: unknown) => {
        handshake = null;
        throw error;
      });
      if (method === 'server/discover')
        return Response.json({ jsonrpc: '2.0', id, result: discovered(result) });
      const state = member(message, 'params', 'requestState');
      if (typeof state !== 'string') return start(text, message);
      const call = parked.get(state);
      if (call === undefined) throw new LinkFault('invalid_params');
      parked.delete(state);
      return call.wait(message);
    },
  };
}
export type StatelessFront = ReturnType<typeof createStatelessFront>;
