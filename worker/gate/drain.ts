import type { PolicyRef } from '../../shared/key/key.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Sessions } from './sessions.ts';
import { inForce, type Drain, type GateState } from './state.ts';

const minute = 60_000;

/** The sessions that are open now, and when the last of them must have ended; `null`: none is open. */
export function openSessions(
  sessions: Pick<Sessions, 'all'>,
  policyOf: (ref: PolicyRef) => Policy | undefined,
): Drain | null {
  const open = sessions.all().flatMap(({ id, startedAt, policy }) => {
    const known = policyOf(policy); // Unknown means no: it may not go on.
    return known === undefined ? [] : [{ id, until: startedAt + known.maxRunMinutes * minute }];
  });
  if (open.length === 0) return null;
  return { until: Math.max(...open.map(({ until }) => until)), sessions: open.map(({ id }) => id) };
}

/** Whether a session goes on at `now` although its key is disabled. */
export function isDraining(state: GateState | null, session: string | undefined, now: number): boolean {
  const key = state && inForce(state);
  if (key?.status !== 'disabled' || key.draining === null || session === undefined) return false;
  return key.draining.until > now && key.draining.sessions.includes(session);
}
