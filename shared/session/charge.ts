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

/**
 * Whether a message counts against the limits of its key: what asks for work does; listing, discovery and the rest do not.
 * Nor do notifications, but for those that ask for work all the same: a server may act on a `tools/call` without an id.
 */
export function isCharged({ kind, method }: Envelope): boolean {
  const isNotice = kind === 'notification' && method.startsWith('notifications/');
  return kind !== 'response' && !isNotice && !uncharged.has(method);
}
