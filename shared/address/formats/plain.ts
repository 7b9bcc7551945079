import type { Format } from './format.ts';

/** For clients with two fields to fill in: the address, and the header on the second line. */
export const plain: Format = {
  id: 'plain',
  title: 'URL + header',
  place: { kind: 'anywhere' },
  credential: 'secret',
  write: ({ url, secret }) => `${url}\nAuthorization: Bearer ${secret}`,
};
