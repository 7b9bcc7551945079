import { bearer, inFile, serversFile, type Format } from './format.ts';

export const windsurf: Format = {
  id: 'windsurf',
  title: 'Windsurf',
  place: inFile('~/.codeium/windsurf/mcp_config.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { serverUrl: url, headers: bearer(secret) }),
};
