import type { Envelope } from '../mcp/envelope.ts';

/** Finding out what there is, and keeping in touch. */
const uncharged = new Set([
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'prompts/list',
  'logging/setLevel',
  'subscriptions/listen',
]);

/** Whether a message counts against the limits of its key: requests for work do; listing, discovery and the rest do not. */
export function isCharged({ kind, method }: Envelope): boolean {
  return kind === 'request' && !uncharged.has(method);
}
