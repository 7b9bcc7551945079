import type { ErrorCode } from '../../shared/errors.ts';
import { isObject, member } from '../../shared/mcp/member.ts';
import { withId } from '../../shared/mcp/respell.ts';
import { patienceFor } from '../gateway/endurance.ts';
import { isBridged } from './bridged-methods.ts';
import { discovered, shakeHands } from './handshake.ts';
import type { Hub } from './hub.ts';
import { LinkFault, methodOf, type Link } from './link.ts';
import { createStatelessCall, type StatelessCall } from './stateless-call.ts';
import type { Waiter } from './waiting-calls.ts';

/** Calls whose clients were asked something and did not come back yet. */
const mostParked = 100;

export interface FrontDeps {
  readonly link: Link;
  readonly hub: Hub;
  /** What a client is told of a call of `method` that failed with `code`, under the id of `null`. */
  readonly refusal: (code: ErrorCode, method: string) => string;
}

/** Lets clients of the stateless era (2026-07-28) talk to a server of the legacy one. */
export function createStatelessFront(deps: FrontDeps) {
  const parked = new Map<string, StatelessCall>();
  let handshake: Promise<object> | null = null;
  let made = 0;

  async function start(text: string, message: unknown, waiter: Waiter): Promise<Response> {
    made += 1;
    const id = `keyharbor-${made}`;
    const park = () => {
      if (parked.size >= mostParked) parked.delete([...parked.keys()][0] ?? '');
      const state = crypto.randomUUID();
      parked.set(state, call);
      return state;
    };
    const capabilities = member(message, 'params', '_meta', 'io.modelcontextprotocol/clientCapabilities');
    const method = methodOf(text);
    const late = () => deps.refusal('upstream_timeout', method);
    const own = { id, park, late, patienceMs: patienceFor(method) };
    const call = createStatelessCall(capabilities, { ...deps, ...own });
    deps.hub.call({ ...(isObject(message) && message), id }, { write: call.hear, end: () => undefined });
    const response = call.wait(message, waiter);
    await deps.link.send(withId(text, id), waiter.trace).catch((error: unknown) => {
      deps.hub.forget(id);
      throw error;
    });
    return response;
  }

  return {
    /**
     * Answers one message. Throws a `LinkFault`: of the upstream, `method_not_found` for what cannot be bridged, and
     * `invalid_params` for a state that leads nowhere.
     */
    async ask(text: string, waiter: Waiter): Promise<Response> {
      const message: unknown = JSON.parse(text);
      const id = member(message, 'id');
      if (id === undefined) return new Response(null, { status: 202 }); // It could only be about calls that end by hanging up.
      const method = member(message, 'method');
      if (method !== 'server/discover' && !isBridged(method)) throw new LinkFault('method_not_found');
      handshake ??= shakeHands(message, deps);
      const result = await handshake.catch((error: unknown) => {
        handshake = null;
        throw error;
      });
      if (method === 'server/discover')
        return Response.json({ jsonrpc: '2.0', id, result: discovered(result) });
      const state = member(message, 'params', 'requestState');
      if (typeof state !== 'string') return start(text, message, waiter);
      const call = parked.get(state);
      if (call === undefined) throw new LinkFault('invalid_params');
      parked.delete(state);
      return call.wait(message, waiter);
    },
  };
}
export type StatelessFront = ReturnType<typeof createStatelessFront>;
