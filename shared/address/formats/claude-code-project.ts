import { bearer, inFile, serversFile, variable, type Format } from './format.ts';

/** The project's file, which is committed: each person's own key comes from the environment. */
export const claudeCodeProject: Format = {
  id: 'claude-code-project',
  title: 'Claude Code',
  place: inFile('.mcp.json'),
  credential: 'none',
  write: ({ name, url }) => serversFile(name, { type: 'http', url, headers: bearer(`\${${variable}}`) }),
};
