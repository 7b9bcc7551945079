import { bearer, inFile, pretty, type Format } from './format.ts';

export const zed: Format = {
  id: 'zed',
  title: 'Zed',
  place: inFile('~/.config/zed/settings.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    pretty({ context_servers: { [name]: { source: 'custom', type: 'http', url, headers: bearer(secret) } } }),
};
