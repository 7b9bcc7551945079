import { ApiError } from '../../shared/api/api-error.ts';
import type { ErrorCode } from '../../shared/errors.ts';

/** What goes wrong on this side of the wire. */
export const ownFailures = [
  'offline',
  'address_invalid',
  'address_insecure',
  'not_keyharbor',
  'name_invalid',
  'clipboard_denied',
  'link_denied',
  'copy_disabled',
  'copy_expired',
  'no_image',
  'no_key',
] as const;

/** Why something did not happen. `ui/failure-text.ts` has a sentence for each. */
export type Failure = ErrorCode | (typeof ownFailures)[number];

export function failureOf(error: unknown): Failure {
  return error instanceof ApiError ? error.code : 'internal';
}
