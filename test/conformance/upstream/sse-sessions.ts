import type { IncomingMessage, ServerResponse } from 'node:http';

import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import type { McpServer } from '@modelcontextprotocol/server';

/** Serves HTTP+SSE (2024-11-05): a GET opens a session, whatever its path, and a POST names it. Only the first SDK still can. */
export function createSseSessions(createServer: () => McpServer) {
  const transports = new Map<string, SSEServerTransport>();

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET') {
      const transport = new SSEServerTransport('/messages', response);
      transports.set(transport.sessionId, transport);
      response.on('close', () => transports.delete(transport.sessionId));
      await createServer().connect(transport);
      return;
    }
    const id = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('sessionId');
    const transport = transports.get(id ?? '');
    if (transport === undefined) response.writeHead(404).end();
    else await transport.handlePostMessage(request, response);
  };
}
