import type { ErrorEntry } from './entry.ts';

/** Refusals about who is asking. */
export const peopleErrors = {
  authentication_required: {
    status: 401,
    title: 'Sign in first',
    hint: 'Send the console token as "Authorization: Bearer khp_…".',
  },
  directory_unavailable: {
    status: 503,
    title: 'Who is asking cannot be looked up at the moment',
    hint: 'Try again in a moment; nothing was changed.',
  },
} as const satisfies Record<string, ErrorEntry>;
