import { isExpired } from '../../shared/key/lifecycle.ts';
import { refuse, ok, type Refusal, type Result } from '../../shared/result.ts';
import { isSameDigest } from '../secrets/verifier.ts';
import { secretOf } from './secret-of.ts';
import { inForce, type GateState, type KeyRecord } from './state.ts';

/** A credential as it is judged, and where it wants to go. */
export interface Knock {
  /** Of the credential that was sent. */
  readonly digest: Uint8Array;
  /** Which ticket it is; `null`: the key's own secret. */
  readonly ticket: string | null;
  readonly image: string;
}

/**
 * The key, if this credential opens it for this image; `isGoingOn`: the call is of a session that a drain lets go on.
 *
 * Refusals: `gate_unavailable`, `invalid_key`, `key_disabled`, `key_expired`.
 */
export function createDoor(
  ticketVerifier: (id: string, image: string) => Uint8Array | null,
  now: () => number,
) {
  /** As `secretOf` tells it, of tickets too. */
  function fits(state: GateState, { ticket, digest, image }: Knock): ReturnType<typeof secretOf> {
    if (ticket === null) return secretOf(state, digest, now());
    const verifier = ticketVerifier(ticket, image);
    return verifier !== null && isSameDigest(verifier, digest) ? 'current' : null;
  }

  return (state: GateState | null, knock: Knock, isGoingOn = false): Result<KeyRecord> => {
    if (state === null) return refuse('gate_unavailable');
    const key = inForce(state);
    const secret = fits(state, knock);
    // Wrong, unknown and deleted look the same: nobody can find out which keys there are.
    if (key === null || key.status === 'deleted' || secret === null) return refuse('invalid_key');
    if (secret === 'coming') return refuse('gate_unavailable');
    if (key.status !== 'active' && !isGoingOn) return shutRefusal(key, now());
    return isExpired(key, now()) ? refuse('key_expired') : ok(key);
  };
}
export type Door = ReturnType<typeof createDoor>;

/** Says whether others go on: whoever waits for a drain learns that it is one. */
function shutRefusal({ draining }: KeyRecord, now: number): Refusal {
  return refuse('key_disabled', { draining: draining !== null && draining.until > now });
}
