import { bearer, inFile, pretty, type Format } from './format.ts';

const inputs = [{ type: 'promptString', id: 'keyharbor-key', description: 'Keyharbor key', password: true }];

function server(url: string) {
  return { type: 'http', url, headers: bearer('${input:keyharbor-key}') };
}

/** The file is often committed, so the key stays out of it: VS Code asks for it once and keeps it in its own secret store. */
export const vscode: Format = {
  id: 'vscode',
  title: 'VS Code',
  place: inFile('.vscode/mcp.json'),
  credential: 'none',
  write: ({ name, url }) => pretty({ inputs, servers: { [name]: server(url) } }),
  link: {
    credential: 'none',
    write: ({ name, url }) =>
      `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, ...server(url), inputs }))}`,
  },
};
