import type { ErrorEntry } from './entry.ts';

/** Refusals about tickets and credentials. */
export const ticketErrors = {
  credential_not_found: {
    status: 404,
    title: 'Nothing here has this credential',
    hint: 'Check that it was copied whole; revoked and deleted ones are not kept.',
  },
  ticket_not_found: {
    status: 404,
    title: 'There is no such ticket',
    hint: 'List the key’s tickets to see which there are.',
  },
  ticket_limit: {
    status: 409,
    title: 'The key has as many tickets as it may have',
    hint: 'Revoke one that is no longer used, then try again.',
  },
  ticket_revoked: {
    status: 410,
    title: 'The ticket was revoked',
    hint: 'Revoked tickets are gone for good: create a new one.',
  },
} as const satisfies Record<string, ErrorEntry>;
