import { bearer, inShell, type Format } from './format.ts';

/** The command line, for the person's own profile. */
export const vscodeShell: Format = {
  id: 'vscode-shell',
  title: 'VS Code',
  place: inShell,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `code --add-mcp '${JSON.stringify({ name, type: 'http', url, headers: bearer(secret) })}'`,
};
