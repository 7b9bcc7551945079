import { bearer, inFile, packed, serversFile, variable, type Format } from './format.ts';

export const cursor: Format = {
  id: 'cursor',
  title: 'Cursor',
  place: inFile('~/.cursor/mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, headers: bearer(secret) }),
  link: {
    credential: 'none',
    write: ({ name, url }) =>
      `cursor://anysphere.cursor-deeplink/mcp/install?name=${name}&config=${packed({ url, headers: bearer(`\${env:${variable}}`) })}`,
  },
};
