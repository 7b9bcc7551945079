import { Problem } from '../http/problem.ts';

/**
 * Throws `validation_failed` for an expiry that has passed: nothing is made to expire by editing it, since disabling or
 * revoking says so and ends what is open.
 */
export function checkExpiry({ expiresAt }: { expiresAt?: number | null | undefined }): void {
  if (typeof expiresAt === 'number' && expiresAt <= Date.now())
    throw new Problem('validation_failed', {
      fields: [{ pointer: '/expiresAt', message: 'Expected a time to come' }],
    });
}
