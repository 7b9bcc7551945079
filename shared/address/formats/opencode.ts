import { bearer, inFile, pretty, type Format } from './format.ts';

export const opencode: Format = {
  id: 'opencode',
  title: 'opencode',
  place: inFile('~/.config/opencode/opencode.jsonc'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    pretty({ mcp: { [name]: { type: 'remote', url, headers: bearer(secret), enabled: true } } }),
};
