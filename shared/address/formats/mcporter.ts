import { bearer, inFile, serversFile, type Format } from './format.ts';

export const mcporter: Format = {
  id: 'mcporter',
  title: 'MCPorter',
  place: inFile('~/.mcporter/mcporter.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { type: 'http', url, headers: bearer(secret) }),
};
