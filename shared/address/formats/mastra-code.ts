import { bearer, inFile, serversFile, type Format } from './format.ts';

export const mastraCode: Format = {
  id: 'mastra-code',
  title: 'Mastra Code',
  place: inFile('~/.mastracode/mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, headers: bearer(secret) }),
};
