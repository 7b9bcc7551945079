import { isSameDigest } from '../secrets/verifier.ts';
import { inForce, isRotationAtOnce, type GateState } from './state.ts';

/**
 * Which of the key's secrets a digest is of: `coming` is one that is not recorded yet, `null` none that opens at `now`.
 * The one before opens until, and not at, the end of its overlap.
 */
export function secretOf(
  state: GateState,
  digest: Uint8Array,
  now: number,
): 'current' | 'previous' | 'coming' | null {
  const key = inForce(state);
  if (key === null) return null;
  if (key.verifier && isSameDigest(key.verifier, digest))
    return state.pending.some(isRotationAtOnce) ? 'coming' : 'current';
  const { previous } = key;
  const isPrevious = previous && previous.validUntil > now && isSameDigest(previous.verifier, digest);
  return isPrevious ? 'previous' : null;
}
