import type { Action } from '../../shared/people/roles.ts';
import { Problem } from '../http/problem.ts';
import { reaches, reachesAll } from './check-access.ts';
import { placeOfKey } from './find-place.ts';
import type { Principal } from './principal.ts';

/**
 * Whether the action is allowed on the key called `id`, which turned up on the way: of a credential, in a list. `false`
 * also for one that is not there. Throws `gate_unavailable`.
 */
export async function reachesKey(
  id: string,
  action: Action,
  principal: Principal,
  env: Env,
): Promise<boolean> {
  if (reachesAll(principal, action)) return true;
  const place = await placeOfKey(id, env);
  if (place.ok) return reaches(principal, action, place.value);
  if (place.code === 'key_not_found') return false;
  throw new Problem(place.code);
}
