import { inFile, type Format } from './format.ts';

/** YAML, a file of its own in that folder. */
export const continueDev: Format = {
  id: 'continue-dev',
  title: 'Continue',
  place: inFile('~/.continue/mcpServers/'),
  credential: 'secret',
  write: ({ name, url, secret }) => `name: ${name}
version: 0.0.1
schema: v1
mcpServers:
  - name: ${name}
    type: streamable-http
    url: ${url}
    requestOptions:
      headers:
        Authorization: Bearer ${secret}
`,
};
