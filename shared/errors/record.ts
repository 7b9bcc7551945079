import type { ErrorEntry } from './entry.ts';

/** Refusals that every noun of the management API shares. */
export const recordErrors = {
  invalid_cursor: {
    status: 400,
    title: 'The cursor belongs to another list',
    hint: 'Start at the first page again: leave the cursor out.',
  },
  deployment_not_empty: {
    status: 409,
    title: 'The deployment is not empty',
    hint: 'Restore into one that has no keys, policies or projects of its own yet.',
  },
  export_damaged: {
    status: 422,
    title: 'The export is not whole',
    hint: 'Send all of its lines as they are, in their order, from the first.',
  },
  revision_mismatch: {
    status: 412,
    title: 'It was changed meanwhile',
    hint: 'Read it again, then repeat the change if it still makes sense.',
  },
} as const satisfies Record<string, ErrorEntry>;
