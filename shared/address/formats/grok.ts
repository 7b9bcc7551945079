import { inFile, type Format } from './format.ts';

export const grok: Format = {
  id: 'grok',
  title: 'Grok',
  place: inFile('~/.grok/config.toml'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `[mcp_servers.${name}]\nurl = "${url}"\n\n[mcp_servers.${name}.headers]\nAuthorization = "Bearer ${secret}"\n`,
};
