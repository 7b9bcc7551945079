import type { KeyView } from '../../../shared/key/key.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';

/** What a row says of its key; `expired`, `exposed` and `draining` say more than the status they go with. */
export type KeyState = KeyView['status'] | 'expired' | 'exposed' | 'draining';

/** The state that weighs most at `now`, Unix milliseconds. */
export function stateOf(key: KeyView, now: number): KeyState {
  if (key.status === 'deleted') return 'deleted';
  if (key.exposedAt !== null) return 'exposed';
  if (isExpired(key, now)) return 'expired';
  return key.status === 'disabled' && (key.drainingUntil ?? 0) > now ? 'draining' : key.status;
}
