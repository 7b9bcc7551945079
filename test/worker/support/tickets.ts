import { api, givenKey } from './calls.ts';

const image = 'linux_latest';

/** A new key with one ticket for `linux_latest`. `one` names it to the API. */
export async function givenTicket(label = 'cursor on the laptop') {
  const key = await givenKey();
  const made = await api.createTicket({ id: key.id, label, image });
  return { key, ...made, one: { id: key.id, ticket: made.ticket.id } };
}

/** Path and query of an address. */
export function pathOf(url: string): string {
  return new URL(url).pathname + new URL(url).search;
}
