import { inFile, variable, type Format } from './format.ts';

export const codexFile: Format = {
  id: 'codex-file',
  title: 'Codex',
  place: inFile('~/.codex/config.toml'),
  credential: 'none',
  write: ({ name, url }) => `[mcp_servers.${name}]\nurl = "${url}"\nbearer_token_env_var = "${variable}"\n`,
};
