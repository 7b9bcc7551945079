import type { ServerContext } from '@modelcontextprotocol/server';

/** The request header by which the gateway says whose call this is. */
export const sessionHeader = 'keyharbor-session';
export const sessionHeaderPattern = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The session a call belongs to.
 *
 * The gateway's header decides in both eras, so that a caller finds its files again whichever way it connects.
 * Without it an MCP session of the legacy era has its own, and all stateless calls of an image share one.
 */
export function sessionKey(context: ServerContext): string {
  const named = context.http?.req?.headers.get(sessionHeader) ?? null;
  if (named !== null) return `named:${named}`;
  return context.sessionId === undefined ? 'stateless' : legacySessionKey(context.sessionId);
}

/** The session of an MCP session id; never that of a header with the same text. */
export function legacySessionKey(id: string): string {
  return `legacy:${id}`;
}
