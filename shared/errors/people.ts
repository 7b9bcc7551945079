import type { ErrorEntry } from './entry.ts';

/** Refusals about who is asking. */
export const peopleErrors = {
  authentication_required: {
    status: 401,
    title: 'Sign in first',
    hint: 'Send the console token as "Authorization: Bearer khp_…".',
  },
} as const satisfies Record<string, ErrorEntry>;
