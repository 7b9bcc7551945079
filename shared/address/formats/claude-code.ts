import type { Format } from './format.ts';

/** Claude Code's command line. `--header` stays last: it takes every argument that follows. */
export const claudeCode: Format = {
  id: 'claude-code',
  title: 'Claude Code',
  file: null,
  holdsSecret: true,
  write: ({ name, url, secret }) =>
    `claude mcp add --transport http ${name} ${url} --header "Authorization: Bearer ${secret}"`,
};
