import type { ErrorEntry } from './entry.ts';

/** Refusals about images. */
export const imageErrors = {
  image_not_found: {
    status: 404,
    title: 'There is no such image',
    hint: 'List the images to see which there are.',
  },
} as const satisfies Record<string, ErrorEntry>;
