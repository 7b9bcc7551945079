import { bearer, inFile, serversFile, type Format } from './format.ts';

/** Without a type it would take the address for SSE. */
export const cline: Format = {
  id: 'cline',
  title: 'Cline',
  place: inFile('~/.cline/data/settings/cline_mcp_settings.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    serversFile(name, {
      type: 'streamableHttp',
      url,
      headers: bearer(secret),
      disabled: false,
      autoApprove: [],
    }),
};
