import { inMenu, ticketUrl, type Format } from './format.ts';

/** Takes a URL only, and calls from its own cloud. */
export const chatgpt: Format = {
  id: 'chatgpt',
  title: 'ChatGPT',
  place: inMenu('Settings → Apps → Developer mode'),
  credential: 'ticket',
  write: ticketUrl,
};
