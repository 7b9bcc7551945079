import { ticketUrl, type Format } from './format.ts';

/** For clients with one field to fill in. */
export const urlWithTicket: Format = {
  id: 'ticket-url',
  title: 'URL with ticket',
  place: { kind: 'anywhere' },
  credential: 'ticket',
  write: ticketUrl,
};
