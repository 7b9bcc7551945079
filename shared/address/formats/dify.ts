import { inMenu, type Format } from './format.ts';

/** One line a field of its form; an identifier has at most 24 characters. */
export const dify: Format = {
  id: 'dify',
  title: 'Dify',
  place: inMenu('Tools → MCP → Add MCP Server (HTTP)'),
  credential: 'secret',
  write: ({ name, url, secret }) =>
    `Server URL: ${url}\nName: ${name}\nServer Identifier: ${name.slice(0, 24)}\nHeader: Authorization = Bearer ${secret}`,
};
