import { undeclared } from '../../shared/session/identity.ts';
import type { Translate } from './messages.ts';

/** What a client calls itself. */
export function clientWords(client: string, t: Translate): string {
  return client === undeclared ? t('clientUndeclared') : client;
}
