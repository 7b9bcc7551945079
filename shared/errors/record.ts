import type { ErrorEntry } from './entry.ts';

/** Refusals that every noun of the management API shares. */
export const recordErrors = {
  revision_mismatch: {
    status: 412,
    title: 'It was changed meanwhile',
    hint: 'Read it again, then repeat the change if it still makes sense.',
  },
} as const satisfies Record<string, ErrorEntry>;
