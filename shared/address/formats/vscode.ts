import { bearer, pretty, type Format } from './format.ts';

/**
 * VS Code. The file is often committed, so the key stays out of it: VS Code asks for it once and keeps it in
 * its own secret store.
 */
export const vscode: Format = {
  id: 'vscode',
  title: 'VS Code',
  file: '.vscode/mcp.json',
  holdsSecret: false,
  write: ({ name, url }) =>
    pretty({
      inputs: [{ type: 'promptString', id: 'keyharbor-key', description: 'Keyharbor key', password: true }],
      servers: { [name]: { type: 'http', url, headers: bearer('${input:keyharbor-key}') } },
    }),
};
