import { McpServer, type ServerNotifier } from '@modelcontextprotocol/server';

import { registerDiagnosticTools } from './diagnostic-tools.ts';
import { registerElicitationTools } from './elicitation-tools.ts';
import { registerInputTools, states } from './input-tools.ts';
import { registerPlainTools } from './plain-tools.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import { registerStreamingTools } from './streaming-tools.ts';

/** A server with every name that the official conformance suite asks for, for one request or one legacy session. */
export function createConformanceServer(notify: () => ServerNotifier, era: 'legacy' | 'modern'): McpServer {
  const server = new McpServer(
    { name: 'keyharbor-conformance', version: '1' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        completions: {},
        logging: {},
      },
      requestState: { verify: states.verify },
    },
  );
  registerPlainTools(server);
  registerStreamingTools(server);
  registerElicitationTools(server);
  registerInputTools(server);
  registerDiagnosticTools(server, notify);
  registerPrompts(server);
  registerResources(server);
  if (era === 'legacy') {
    server.server.setRequestHandler('resources/subscribe', () => ({}));
    server.server.setRequestHandler('resources/unsubscribe', () => ({}));
  }
  return server;
}
