import { bearer, inFile, serversFile, type Format } from './format.ts';

/** Without a type, older ones take the address for SSE. */
export const geminiCliFile: Format = {
  id: 'gemini-cli-file',
  title: 'Gemini CLI',
  place: inFile('~/.gemini/settings.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, type: 'http', headers: bearer(secret) }),
};
