import { inShell, variable, type Format } from './format.ts';

/** It refuses a token on its command line and reads it from the environment. */
export const codex: Format = {
  id: 'codex',
  title: 'Codex',
  place: inShell,
  credential: 'none',
  write: ({ name, url }) => `codex mcp add ${name} --url ${url} --bearer-token-env-var ${variable}`,
};
