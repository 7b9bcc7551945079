import { randomBase62 } from '../../shared/credential/base62.ts';
import { randomBytes } from './mint.ts';

/** `usr_` and 22 characters, or whatever the prefix is: 131 bits. */
export function newId(prefix = ''): string {
  return prefix + randomBase62(22, randomBytes);
}
