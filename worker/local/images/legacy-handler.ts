import { randomUUID } from 'node:crypto';

import { WebStandardStreamableHTTPServerTransport, type McpServer } from '@modelcontextprotocol/server';

import { legacySessionKey } from './sessions/session-key.ts';
import type { Sessions } from './sessions/sessions.ts';

/**
 * Serves the eras with sessions: each MCP session has one of `sessions`, and ends with it.
 *
 * A session id that is not known gets 404, which tells a client to start over; no other answer here is a 404.
 */
export function createLegacyHandler(createServer: () => McpServer, sessions: Sessions) {
  const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();

  async function start(request: Request): Promise<Response> {
    const id = randomUUID();
    const key = legacySessionKey(id);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      onsessionclosed: () => sessions.end(key),
    });
    const server = createServer();
    await server.connect(transport);
    const response = await sessions.use(key, (session) => {
      transports.set(id, transport);
      session.atEnd(async () => {
        transports.delete(id);
        await server.close();
      });
      return transport.handleRequest(request);
    });
    // Anything but `initialize` was answered with its refusal, and started nothing.
    if (transport.sessionId === undefined) await sessions.end(key);
    return response;
  }

  return async (request: Request): Promise<Response> => {
    const id = request.headers.get('mcp-session-id');
    if (id === null) return request.method === 'POST' ? start(request) : methodNotAllowed();
    const transport = transports.get(id);
    if (transport === undefined) return sessionNotFound();
    const answer = await sessions.use(legacySessionKey(id), () => transport.handleRequest(request));
    return openAtOnce(request.signal, answer);
  };
}

/**
 * Opens the stream of an answer at once, with a comment, and ends it the moment its caller is gone.
 *
 * Node sends the head of a response with its first bytes, and the first bytes of a silent stream are its
 * keep-alive, many seconds later. By the same keep-alive a hang-up would be noticed, and until then a client that
 * comes back would be told that its stream is taken.
 */
function openAtOnce(signal: AbortSignal, answer: Response): Response {
  if (answer.body === null || answer.headers.get('content-type') !== 'text/event-stream') return answer;
  const opening = new TransformStream<Uint8Array, Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode(': open\n\n')),
  });
  return new Response(answer.body.pipeThrough(opening, { signal }), answer);
}

function sessionNotFound(): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32_001, message: 'Session not found' }, id: null },
    { status: 404 },
  );
}

function methodNotAllowed(): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32_000, message: 'Method not allowed.' }, id: null },
    { status: 405, headers: { allow: 'POST' } },
  );
}
