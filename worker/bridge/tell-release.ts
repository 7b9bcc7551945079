import { log } from '../log.ts';
import type { UpstreamSession } from './upstream-sessions.ts';

/** Has the gate of whom an upstream's session was for note what came of closing it. Never rejects. */
export async function tellRelease(
  { holder }: UpstreamSession,
  outcome: 'closed' | 'given_up',
  env: Env,
): Promise<void> {
  if (holder === null) return;
  await env.GATE.getByName(holder.keyId)
    .noteRelease(holder.session, outcome)
    .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
}
