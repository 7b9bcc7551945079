import { inFile, pretty, variable, type Format } from './format.ts';

export const fx: Format = {
  id: 'fx',
  title: 'fx',
  place: inFile('~/.fx/mcp.json'),
  credential: 'none',
  write: ({ name, url }) =>
    pretty({ mcp: { [name]: { type: 'http', url, bearer_token_env: variable, enabled: true } } }),
};
