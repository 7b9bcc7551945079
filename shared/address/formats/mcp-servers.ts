import { bearer, pretty, type Format } from './format.ts';

/** The form most clients read. `type` is spelt out: some take a bare `url` for a local command or for SSE. */
export const mcpServers: Format = {
  id: 'mcp-servers',
  title: 'mcpServers JSON',
  file: '.mcp.json',
  holdsSecret: true,
  write: ({ name, url, secret }) =>
    pretty({ mcpServers: { [name]: { type: 'http', url, headers: bearer(secret) } } }),
};
