import { randomBase62 } from '../../shared/credential/base62.ts';
import { prefixes } from '../../shared/ids.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import type { EndReason, Era, SessionView } from '../../shared/session/session.ts';
import { randomBytes } from '../secrets/mint.ts';
import { createSessionTable } from './session-table.ts';

/** What a new session is opened with. */
export interface Opening {
  readonly keyId: string;
  readonly image: string;
  readonly client: string;
  readonly era: Era;
  readonly policy: PolicyRef;
}

/**
 * The sessions of one key. Starts and ends are durable at once. The last activity is kept in memory and written
 * by `flush`, since a write for every call would cost more than the call: a crash can only make a session look
 * idle for longer than it was.
 */
export function createSessions(sql: SqlStorage) {
  const table = createSessionTable(sql);
  const open = new Map(table.readOpen().map((session) => [session.id, session]));
  const active = new Set<string>();

  return {
    /** The open ones, oldest first. */
    all: (): SessionView[] => [...open.values()],
    get: (id: string): SessionView | undefined => open.get(id),

    /** The open session that stateless calls of this client on this image belong to. */
    ofGroup: (image: string, client: string): SessionView | undefined =>
      [...open.values()].find(
        (each) => each.era === 'stateless' && each.image === image && each.client === client,
      ),

    start(opening: Opening, now: number): SessionView {
      const id = prefixes.session + randomBase62(22, randomBytes);
      const session = { ...opening, id, startedAt: now, activeAt: now, end: null };
      table.insert(session);
      open.set(id, session);
      return session;
    },

    /** Notes a sign of life. */
    touch(id: string, now: number): void {
      const session = open.get(id);
      if (session === undefined) return;
      open.set(id, { ...session, activeAt: now });
      active.add(id);
    },

    end(id: string, at: number, reason: EndReason): void {
      const session = open.get(id);
      if (session === undefined) return;
      table.end(id, session.activeAt, at, reason);
      open.delete(id);
      active.delete(id);
    },

    /** Writes down when the open sessions were last active. */
    flush(): void {
      for (const id of active) table.touch(id, open.get(id)?.activeAt ?? 0);
      active.clear();
      table.prune();
    },
    needsFlush: (): boolean => active.size > 0,

    /** Open ones as they are now, then up to `limit` ended ones, each newest first. */
    list: (limit: number): SessionView[] => [...[...open.values()].toReversed(), ...table.readEnded(limit)],
  };
}
export type Sessions = ReturnType<typeof createSessions>;
