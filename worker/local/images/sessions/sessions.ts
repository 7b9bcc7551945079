import { createIdleTable, type IdleTable } from './idle-table.ts';
import { openSession, type Session } from './session.ts';

export type Sessions = IdleTable<string, Session>;

/** A session that nobody uses for this long is closed. */
export const sessionIdleMs = 60 * 60_000;
export const maxSessions = 200;

/** The sessions of one image. Their scratch folders lie below `root`. */
export function createSessions({ root, home, now }: SessionsOptions): Sessions {
  return createIdleTable({
    noun: 'sessions',
    max: maxSessions,
    idleMs: sessionIdleMs,
    now,
    open: () => openSession(root, home),
    close: (session) => session.end(),
  });
}

export interface SessionsOptions {
  readonly root: string;
  readonly home: string;
  readonly now: () => number;
}
