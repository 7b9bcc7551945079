import { bearer, inFile, serversFile, variable, type Format } from './format.ts';

/** The project's file, which is committed: each person's own key comes from the environment. */
export const kiroProject: Format = {
  id: 'kiro-project',
  title: 'Kiro',
  place: inFile('.kiro/settings/mcp.json'),
  credential: 'none',
  write: ({ name, url }) => serversFile(name, { url, headers: bearer(`\${${variable}}`) }),
};
