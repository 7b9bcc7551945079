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
  person_disabled: {
    status: 403,
    title: 'You are disabled here',
    hint: 'Ask an admin to enable you again.',
  },
  already_bootstrapped: {
    status: 409,
    title: 'This bootstrap token has made its owner already',
    hint: 'Remove the secret BOOTSTRAP_TOKEN; where every owner is lost, set another one and use that.',
  },
  person_not_found: {
    status: 404,
    title: 'There is no such person',
    hint: 'List the people for those there are.',
  },
  last_owner: {
    status: 409,
    title: 'The last owner can be neither removed, disabled nor given another role',
    hint: 'Make somebody else an owner first.',
  },
  owners_only: {
    status: 403,
    title: 'Only owners make, change and remove owners',
    hint: 'Ask an owner of the deployment.',
  },
  token_not_found: {
    status: 404,
    title: 'There is no such console token',
    hint: 'List the tokens for those there are; a revoked one is gone.',
  },
  permission_denied: {
    status: 403,
    title: 'You may see it, but not do this',
    hint: 'Ask an owner or admin of the deployment for a role that may; `action` says what is needed.',
  },
  reauth_required: {
    status: 403,
    title: 'This needs a sign-in of the last 15 minutes',
    hint: 'Sign in again for this device, at the address in `confirm`, then repeat the request.',
  },
  directory_unavailable: {
    status: 503,
    title: 'Who is asking cannot be looked up at the moment',
    hint: 'Try again in a moment; nothing was changed.',
  },
} as const satisfies Record<string, ErrorEntry>;
