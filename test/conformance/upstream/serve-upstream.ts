import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
  type ServerNotifier,
} from '@modelcontextprotocol/server';

import type { Upstreams } from '../../../worker/local/stack/stack.ts';
import { createConformanceServer } from './conformance-server.ts';
import { createLegacySessions } from './legacy-sessions.ts';
import { createSseSessions } from './sse-sessions.ts';

/** What a server knows: sessions (up to 2025-11-25), 2026-07-28, either; or HTTP+SSE (2024-11-05) alone. */
type Knows = 'legacy' | 'modern' | 'either' | 'sse';

/** Serves the conformance server on a free port of 127.0.0.1, whatever the path and the token. */
export async function serveUpstream(knows: Knows = 'either'): Promise<Upstreams> {
  const notify: () => ServerNotifier = () => modern.notify;
  const modern = createMcpHandler(() => createConformanceServer(notify, 'modern'), { legacy: 'reject' });
  const legacy = createLegacySessions(() => createConformanceServer(notify, 'legacy'));
  const sse = createSseSessions(() => createConformanceServer(notify, 'legacy'));
  const overHttp = toNodeHandler({
    fetch: async (request) =>
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins()) ??
      ((knows === 'either' ? await isLegacyRequest(request) : knows === 'legacy')
        ? legacy(request)
        : modern.fetch(request)),
  });
  const server = createServer((request, response) => {
    // The package spells absent headers of a request without `undefined`, node with it.
    const serving =
      knows === 'sse' ? sse(request, response) : overHttp(request as NodeIncomingMessageLike, response);
    serving.catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port, so this is its address.
  return {
    url: `http://127.0.0.1:${port}`,
    ended: once(server, 'close').then(() => undefined),
    async stop() {
      await modern.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
