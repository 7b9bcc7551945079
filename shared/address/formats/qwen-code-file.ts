import { bearer, inFile, serversFile, type Format } from './format.ts';

/** A bare `url` would mean SSE. */
export const qwenCodeFile: Format = {
  id: 'qwen-code-file',
  title: 'Qwen Code',
  place: inFile('~/.qwen/settings.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { httpUrl: url, headers: bearer(secret) }),
};
