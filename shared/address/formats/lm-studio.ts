import { bearer, inFile, packed, serversFile, ticketUrl, type Format } from './format.ts';

export const lmStudio: Format = {
  id: 'lm-studio',
  title: 'LM Studio',
  place: inFile('mcp.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, headers: bearer(secret) }),
  link: {
    credential: 'ticket',
    write: (connection) =>
      `lmstudio://add_mcp?name=${connection.name}&config=${packed({ url: ticketUrl(connection) })}`,
  },
};
