import { refuse, ok, type Result } from '../../shared/result.ts';
import { inForce, type GateState, type KeyRecord } from './state.ts';

/**
 * The key as it is in force, unless it is gone. Refusals: `key_not_found`, `key_deleted`, `gate_unavailable` for a state
 * that cannot be read.
 */
export function checkRead(state: GateState | null): Result<KeyRecord> {
  if (state === null) return refuse('gate_unavailable');
  const key = inForce(state);
  if (key === null) return refuse('key_not_found');
  return key.status === 'deleted' ? refuse('key_deleted') : ok(key);
}
