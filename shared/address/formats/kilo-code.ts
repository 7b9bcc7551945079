import { bearer, inFile, pretty, type Format } from './format.ts';

export const kiloCode: Format = {
  id: 'kilo-code',
  title: 'Kilo Code',
  place: inFile('~/.config/kilo/kilo.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    pretty({ mcp: { [name]: { type: 'remote', url, headers: bearer(secret), enabled: true } } }),
};
