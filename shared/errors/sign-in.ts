import type { ErrorEntry } from './entry.ts';

/** Refusals of the pages that people sign in on. They tell them in the person's own language. */
export const signInErrors = {
  sign_in_expired: {
    status: 400,
    title: 'This sign-in is over',
    hint: 'Start again: it took too long, was finished already, or began in another browser.',
  },
  sign_in_failed: {
    status: 403,
    title: 'The sign-in did not succeed',
    hint: 'Start again. If it keeps failing, ask whoever runs this deployment to check its sign-in settings.',
  },
  provider_unavailable: {
    status: 503,
    title: 'Whoever signs people in cannot be reached',
    hint: 'Try again in a moment. Who is signed in already stays so.',
  },
  not_invited: {
    status: 403,
    title: 'This account is not known here',
    hint: 'Ask an owner or admin of this deployment for an invitation.',
  },
  invitation_invalid: {
    status: 410,
    title: 'This invitation cannot be used',
    hint: 'It was used, revoked, or is too old. Ask for another one.',
  },
  identity_taken: {
    status: 409,
    title: 'This account belongs to somebody else here',
    hint: 'Sign in with another account, or have it taken from that person first.',
  },
  page_request_refused: {
    status: 403,
    title: 'The form was not sent from here',
    hint: 'Open the page again and send the form from it.',
  },
} as const satisfies Record<string, ErrorEntry>;
