import { bearer, inMenu, serversFile, type Format } from './format.ts';

export const jetbrainsAi: Format = {
  id: 'jetbrains-ai',
  title: 'JetBrains AI Assistant',
  place: inMenu('Settings → Tools → AI Assistant → MCP'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, { url, headers: bearer(secret) }),
};
