import type { ErrorEntry } from './entry.ts';

/** Refusals about keys. */
export const keyErrors = {
  key_not_found: {
    status: 404,
    title: 'There is no such key',
    hint: 'List the keys to see which there are.',
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
  key_exposed: {
    status: 409,
    title: 'The key’s value was exposed',
    hint: 'Rotate the key, then enable it; or delete it.',
  },
  name_taken: {
    status: 409,
    title: 'Another key has this name',
    hint: 'Choose a name that no key of the project has.',
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
