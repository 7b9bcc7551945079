import { randomUUID } from 'node:crypto';

import { WebStandardStreamableHTTPServerTransport, type McpServer } from '@modelcontextprotocol/server';

import { createEventStore } from './event-store.ts';

/** A client that lost its stream is asked to come back after this long. */
const retryMs = 500;

/** Serves the eras with sessions over Streamable HTTP, resumable. */
export function createLegacySessions(createServer: () => McpServer) {
  const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();

  async function start(request: Request): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      eventStore: createEventStore(),
      retryInterval: retryMs,
      onsessioninitialized: (id) => void transports.set(id, transport),
      onsessionclosed: (id) => void transports.delete(id),
    });
    await createServer().connect(transport);
    return transport.handleRequest(request);
  }

  return async (request: Request): Promise<Response> => {
    const id = request.headers.get('mcp-session-id');
    if (id === null) return start(request);
    const transport = transports.get(id);
    return transport?.handleRequest(request) ?? new Response('Session not found', { status: 404 });
  };
}
