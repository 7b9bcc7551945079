import type { ErrorEntry } from './entry.ts';

/** Refusals about images. */
export const imageErrors = {
  image_not_found: {
    status: 404,
    title: 'There is no such image',
    hint: 'List the images to see which there are.',
  },
  image_builtin: {
    status: 409,
    title: 'A built-in image can only be enabled and disabled',
    hint: 'Make an image of your own for another server.',
  },
  image_title_taken: {
    status: 409,
    title: 'Another image has this title',
    hint: 'Choose a title that no image of the project has.',
  },
  image_enabled: {
    status: 409,
    title: 'An enabled image cannot be deleted',
    hint: 'Disable the image, then delete it.',
  },
  image_in_use: {
    status: 409,
    title: 'Policies or keys name this image',
    hint: 'Take the image out of the policies and keys that name it, then delete it.',
  },
  upstream_url_forbidden: {
    status: 422,
    title: 'This address must not be called',
    hint: 'Give an https address of a public host name, on port 443 and without user name.',
  },
} as const satisfies Record<string, ErrorEntry>;
