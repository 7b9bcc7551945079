import { bearer, inFile, serversFile, type Format } from './format.ts';

export const kimiCode: Format = {
  id: 'kimi-code',
  title: 'Kimi Code',
  place: inFile('~/.kimi-code/mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { transport: 'http', url, headers: bearer(secret) }),
};
