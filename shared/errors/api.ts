import type { ErrorEntry } from './entry.ts';

/** Refusals of the management API. */
export const apiErrors = {
  authentication_required: {
    status: 401,
    title: 'Sign in first',
    hint: 'Send the console token as "Authorization: Bearer khp_…".',
  },
  key_not_found: {
    status: 404,
    title: 'There is no such key',
    hint: 'List the keys to see which there are.',
  },
  image_not_found: {
    status: 404,
    title: 'There is no such image',
    hint: 'List the images to see which there are.',
  },
  policy_not_found: {
    status: 404,
    title: 'There is no such policy',
    hint: 'List the policies to see which there are.',
  },
  policy_builtin: {
    status: 409,
    title: 'The built-in policy cannot be changed or deleted',
    hint: 'Make a policy of your own and give that to the key.',
  },
  policy_in_use: {
    status: 409,
    title: 'Keys have this policy',
    hint: 'List the policy’s keys and give them another, then delete it.',
  },
  policy_name_taken: {
    status: 409,
    title: 'Another policy has this name',
    hint: 'Choose a name that no policy of the project has.',
  },
  key_active: {
    status: 409,
    title: 'Active keys cannot be deleted',
    hint: 'Disable the key, then delete it.',
  },
  key_protected: {
    status: 409,
    title: 'The key is protected from deletion',
    hint: 'Take the protection off, then delete it.',
  },
  key_show_once: {
    status: 409,
    title: 'The key’s value was shown once and is not kept',
    hint: 'Create a new key if the value is lost.',
  },
  key_expiry_passed: {
    status: 409,
    title: 'The key has expired',
    hint: 'Give it a later expiry, then enable it.',
  },
  name_taken: {
    status: 409,
    title: 'Another key has this name',
    hint: 'Choose a name that no key of the project has.',
  },
  revision_mismatch: {
    status: 409,
    title: 'It was changed meanwhile',
    hint: 'Read it again, then repeat the change if it still makes sense.',
  },
  key_deleted: {
    status: 410,
    title: 'The key was deleted',
    hint: 'Deleted keys are gone for good: create a new one.',
  },
  reveal_limit: {
    status: 429,
    title: 'Too many keys were shown in the last hour',
    hint: 'Wait a while before copying another.',
  },
} as const satisfies Record<string, ErrorEntry>;
