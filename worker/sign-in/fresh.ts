import type { PageSession } from '../../shared/people/page-session.ts';

const freshMs = 5 * 60_000;

/** Whether somebody has proved just now who they are. Short, so that ten minutes of the device's fifteen are left. */
export function isFresh({ signedInAt }: Pick<PageSession, 'signedInAt'>): boolean {
  return Date.now() - signedInAt <= freshMs;
}
