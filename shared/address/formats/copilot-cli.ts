import { bearer, inFile, serversFile, type Format } from './format.ts';

export const copilotCli: Format = {
  id: 'copilot-cli',
  title: 'Copilot CLI',
  place: inFile('~/.copilot/mcp-config.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    serversFile(name, { type: 'http', url, headers: bearer(secret), tools: ['*'] }),
};
