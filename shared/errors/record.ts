import type { ErrorEntry } from './entry.ts';

/** Refusals that every noun of the management API shares. */
export const recordErrors = {
  invalid_cursor: {
    status: 400,
    title: 'The cursor belongs to another list',
    hint: 'Start at the first page again: leave the cursor out.',
  },
  revision_mismatch: {
    status: 412,
    title: 'It was changed meanwhile',
    hint: 'Read it again, then repeat the change if it still makes sense.',
  },
} as const satisfies Record<string, ErrorEntry>;
