import { bearer, inFile, serversFile, variable, type Format } from './format.ts';

/** The project's file, which is committed: each person's own key comes from the environment. */
export const cursorProject: Format = {
  id: 'cursor-project',
  title: 'Cursor',
  place: inFile('.cursor/mcp.json'),
  credential: 'none',
  write: ({ name, url }) => serversFile(name, { url, headers: bearer(`\${env:${variable}}`) }),
};
