import { bearer, serversFile, type Format } from './format.ts';

/** The form most clients read, in whichever file they keep it. `type` is spelt out: some take a bare `url` for a local command or for SSE. */
export const mcpServers: Format = {
  id: 'mcp-servers',
  title: 'mcpServers JSON',
  place: { kind: 'anywhere' },
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { type: 'http', url, headers: bearer(secret) }),
};
