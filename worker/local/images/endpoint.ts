import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';

import { createImageServer } from './image-server.ts';
import { createLegacyHandler } from './legacy-handler.ts';
import type { LocalImage } from './local-image.ts';
import { createSessions } from './sessions/sessions.ts';
import { createCallRunner } from './tools/call-runner.ts';

export interface Endpoint {
  /** Answers one HTTP request in the protocol era it speaks. */
  fetch(request: Request): Promise<Response>;
  /** Closes the sessions that nobody uses any more. */
  sweep(): Promise<void>;
  /** Ends every session and call. */
  close(): Promise<void>;
}

/**
 * One image over Streamable HTTP, in both eras: 2026-07-28 without sessions, and 2025-03-26 to 2025-11-25 with
 * sessions, GET streams and DELETE. Scratch folders lie below `root`.
 */
export function createEndpoint(image: LocalImage, root: string): Endpoint {
  const sessions = createSessions({ root, home: image.home, now: Date.now });
  const run = createCallRunner(sessions);
  const createServer = () => createImageServer(image, run);
  const modern = createMcpHandler(createServer, { legacy: 'reject' });
  const legacy = createLegacyHandler(createServer, sessions);

  return {
    fetch: async (request) => ((await isLegacyRequest(request)) ? legacy(request) : modern.fetch(request)),
    sweep: () => sessions.sweep(),
    async close() {
      await Promise.all([modern.close(), sessions.endAll()]);
    },
  };
}
