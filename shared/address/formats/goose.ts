import { inFile, ticketUrl, type Format } from './format.ts';

export const goose: Format = {
  id: 'goose',
  title: 'Goose',
  place: inFile('~/.config/goose/config.yaml'),
  credential: 'secret',
  write: ({ name, url, secret }) => `extensions:
  ${name}:
    name: ${name}
    description: ''
    type: streamable_http
    uri: ${url}
    headers:
      Authorization: Bearer ${secret}
    enabled: true
    timeout: 300
`,
  link: {
    // Its links can hold a header, and would then hold the key.
    credential: 'ticket',
    write: (connection) =>
      `goose://extension?name=${connection.name}&url=${encodeURIComponent(ticketUrl(connection))}&type=streamable_http`,
  },
};
