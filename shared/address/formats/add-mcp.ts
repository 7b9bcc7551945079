import { inShell, type Format } from './format.ts';

/** Finds the agents that are installed and asks which of them to set up. */
export const addMcp: Format = {
  id: 'add-mcp',
  title: 'add-mcp',
  place: inShell,
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `npx add-mcp '${url}' -n ${name} -t http -h 'Authorization: Bearer ${secret}'`,
};
