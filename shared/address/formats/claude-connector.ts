import { inMenu, ticketUrl, type Format } from './format.ts';

/** claude.ai and Claude Desktop. They call from their own cloud and take a URL only. */
export const claudeConnector: Format = {
  id: 'claude-connector',
  title: 'Claude',
  place: inMenu('Settings → Connectors → Add custom connector'),
  credential: 'ticket',
  write: ticketUrl,
};
