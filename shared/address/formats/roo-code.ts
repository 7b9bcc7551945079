import { bearer, inFile, serversFile, type Format } from './format.ts';

/** The type is required, and spelt with a dash. */
export const rooCode: Format = {
  id: 'roo-code',
  title: 'Roo Code',
  place: inFile('mcp_settings.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    serversFile(name, {
      type: 'streamable-http',
      url,
      headers: bearer(secret),
      alwaysAllow: [],
      disabled: false,
    }),
};
