import { inShell, type Format } from './format.ts';

/** The command line. `--header` stays last: it takes every argument that follows. */
export const claudeCode: Format = {
  id: 'claude-code',
  title: 'Claude Code',
  place: inShell,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `claude mcp add --transport http ${name} ${url} --header "Authorization: Bearer ${secret}"`,
};
