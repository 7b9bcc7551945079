import { bearer, pretty, type Format } from './format.ts';

export const cursor: Format = {
  id: 'cursor',
  title: 'Cursor',
  file: '~/.cursor/mcp.json',
  holdsSecret: true,
  write: ({ name, url, secret }) => pretty({ mcpServers: { [name]: { url, headers: bearer(secret) } } }),
};
