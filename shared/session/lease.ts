import type { Policy } from '../policy/policy.ts';
import type { EndReason } from './session.ts';

const minute = 60_000;

/** What a session's end depends on. Unix milliseconds. */
export interface Lease {
  readonly startedAt: number;
  /** Last MCP message. */
  readonly activeAt: number;
  /** Last sign of a person; the start, where there was none. */
  readonly userActiveAt: number;
}

/**
 * When a session ends by itself, and why, under the policy version pinned at its start.
 *
 * Idle release needs both idle times to have passed; the longest run time holds whatever happens.
 */
export function leaseEnd(lease: Lease, policy: Policy): { at: number; reason: EndReason } {
  const runsOut = lease.startedAt + policy.maxRunMinutes * minute;
  if (policy.release === null) return { at: runsOut, reason: 'max_runtime' };
  const idle = Math.max(
    lease.activeAt + policy.release.mcpIdleMinutes * minute,
    lease.userActiveAt + policy.release.userIdleMinutes * minute,
  );
  return idle < runsOut ? { at: idle, reason: 'idle' } : { at: runsOut, reason: 'max_runtime' };
}
