import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import {
  toNodeHandler,
  type NodeIncomingMessageLike,
  type NodeMcpRequestHandler,
} from '@modelcontextprotocol/node';

import { createEndpoint } from './endpoint.ts';
import { createGuard } from './guard.ts';
import type { LocalImage } from './local-image.ts';

export interface ServedImages {
  readonly port: number;
  /** Ends every session, call and connection. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly images: readonly LocalImage[];
  /** Absolute; sessions have their scratch folders below it. */
  readonly root: string;
  readonly token: string;
  /** 0 picks a free one. */
  readonly port: number;
}

const sweepIntervalMs = 60_000;
const keepAliveMs = 120_000;

/**
 * Serves each image at `http://127.0.0.1:<port>/<id>/mcp`, to callers on this machine that know the token.
 *
 * Rejects with the error of `listen`, `EADDRINUSE` for one, where the port cannot be had.
 */
export async function serveImages({ images, root, token, port }: ServeOptions): Promise<ServedImages> {
  const guard = createGuard(token);
  const endpoints = images.map((image) => ({
    path: `/${image.id}/mcp`,
    endpoint: createEndpoint(image, root),
  }));
  const handlers = new Map(endpoints.map(({ path, endpoint }) => [path, toNodeHandler(endpoint)]));

  const server = createServer((request, response) => {
    const rejection = guard(request);
    if (rejection !== null) return refuse(response, rejection.status, rejection.message);
    const handler = handlers.get(pathOf(request));
    if (handler === undefined) return refuse(response, 404, 'There is no such image.');
    answer(handler, request, response);
  });
  // Longer than callers keep a connection: one that we close while they take it up again would fail their call.
  server.keepAliveTimeout = keepAliveMs;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const sweeping = setInterval(
    () => endpoints.forEach(({ endpoint }) => void endpoint.sweep()),
    sweepIntervalMs,
  );
  return {
    port: portOf(server.address()),
    async close() {
      clearInterval(sweeping);
      server.close();
      await Promise.all(endpoints.map(({ endpoint }) => endpoint.close()));
      server.closeAllConnections();
    },
  };
}

function answer(handler: NodeMcpRequestHandler, request: IncomingMessage, response: ServerResponse): void {
  // What fails here is the connection itself: there is nobody left to tell.
  // The package spells absent headers of a request without `undefined`, node with it.
  handler(request as NodeIncomingMessageLike, response).catch(() => response.destroy());
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    // The body was not read, so the connection cannot be used again.
    connection: 'close',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  });
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }));
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return address.port;
}
