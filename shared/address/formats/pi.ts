import { bearer, inFile, serversFile, type Format } from './format.ts';

export const pi: Format = {
  id: 'pi',
  title: 'Pi',
  place: inFile('~/.pi/agent/mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, headers: bearer(secret) }),
};
