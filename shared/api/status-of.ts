import { errors, type ErrorCode } from '../errors.ts';
import type { ErrorEntry } from '../errors/entry.ts';

/**
 * The HTTP status of `code` as the answer to an operation at `path`. What an address names and is not there is not found;
 * what a body names cannot be processed (RFC 9110, section 15.5.21).
 */
export function statusOf(code: ErrorCode, path: string): number {
  const { status, inBody }: ErrorEntry = errors[code];
  return inBody === undefined || path.startsWith(inBody.unlessAt) ? status : inBody.status;
}
