import { ApiError } from '../../shared/api/api-error.ts';
import { prefixes } from '../../shared/ids.ts';

/**
 * A credential, if that is all it is. Some snippets are pasted into a shell, so nothing passes that holds more than letters,
 * digits and underscores. Throws an `ApiError`.
 */
export function checkCredential(kind: 'apiKey' | 'ticket', text: string): string {
  if (!text.startsWith(prefixes[kind]) || !/^\w+$/.test(text)) throw new ApiError('internal');
  return text;
}
