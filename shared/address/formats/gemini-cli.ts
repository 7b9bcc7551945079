import { inShell, type Format } from './format.ts';

export const geminiCli: Format = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  place: inShell,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `gemini mcp add -s user -t http ${name} ${url} -H "Authorization: Bearer ${secret}"`,
};
