import type { ErrorEntry } from './entry.ts';

/** Refusals about who is asking. */
export const peopleErrors = {
  authentication_required: {
    status: 401,
    title: 'Sign in first',
    hint: 'Send the console token as "Authorization: Bearer khp_…".',
  },
  invitation_not_found: {
    status: 404,
    title: 'There is no such invitation',
    hint: 'List the invitations for those there are.',
  },
  permission_denied: {
    status: 403,
    title: 'You may not do this',
    hint: 'Ask an admin for a role that allows it.',
  },
  person_disabled: {
    status: 403,
    title: 'You are disabled here',
    hint: 'Ask an admin to enable you again.',
  },
  directory_unavailable: {
    status: 503,
    title: 'Who is asking cannot be looked up at the moment',
    hint: 'Try again in a moment; nothing was changed.',
  },
} as const satisfies Record<string, ErrorEntry>;
