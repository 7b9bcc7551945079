import { bearer, inFile, serversFile, type Format } from './format.ts';

export const antigravity: Format = {
  id: 'antigravity',
  title: 'Antigravity',
  place: inFile('~/.gemini/config/mcp_config.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { serverUrl: url, headers: bearer(secret) }),
};
