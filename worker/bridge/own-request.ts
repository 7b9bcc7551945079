import { toStateless } from './stateless-message.ts';

/** Who asks where nobody's client does. */
export const ourselves = { name: 'keyharbor', version: '1' };

const own = { clientInfo: ourselves, clientCapabilities: {}, logLevel: undefined };

/** A request of our own, as a client of 2026-07-28 sends it. */
export function ownRequest(method: string, params: object = {}) {
  const { headers, body } = toStateless(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), own, {});
  return { headers, body };
}
