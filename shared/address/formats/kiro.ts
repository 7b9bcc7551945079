import { bearer, inFile, serversFile, variable, type Format } from './format.ts';

export const kiro: Format = {
  id: 'kiro',
  title: 'Kiro',
  place: inFile('~/.kiro/settings/mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    serversFile(name, { url, headers: bearer(secret), disabled: false, autoApprove: [] }),
  link: {
    credential: 'none',
    write: ({ name, url }) => {
      const server = { url, headers: bearer(`\${${variable}}`) };
      return `https://kiro.dev/launch/mcp/add?name=${name}&config=${encodeURIComponent(JSON.stringify(server))}`;
    },
  },
};
