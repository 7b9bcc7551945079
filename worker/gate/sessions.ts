import { randomBase62 } from '../../shared/credential/base62.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import {
  ownLength,
  sessionIdFor,
  type EndReason,
  type Era,
  type SessionView,
} from '../../shared/session/session.ts';
import { randomBytes } from '../secrets/mint.ts';
import { createSessionTable, type Unsent } from './session-table.ts';

/** What a new session is opened with. */
export interface Opening {
  readonly keyId: string;
  readonly image: string;
  readonly client: string;
  readonly era: Era;
  readonly policy: PolicyRef;
}

/** What can happen to an open session; numbers are added to what there is. */
export interface Use {
  readonly activeAt?: number;
  readonly userActiveAt?: number;
  readonly calls?: number;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
}

/** Hears of starts and ends as they happen. */
export interface SessionTold {
  readonly started: (session: SessionView) => void;
  readonly ended: (session: SessionView, reason: EndReason) => void;
}

const unused = { calls: 0, bytesIn: 0, bytesOut: 0, streams: 0, end: null };

/**
 * The sessions of one key. Starts and ends are durable at once. What happens in between is kept in memory and written
 * by `flush`, since a write for every call would cost more than the call: a crash can only make a session look
 * idle for longer than it was.
 */
export function createSessions(sql: SqlStorage, told: SessionTold) {
  const table = createSessionTable(sql);
  const open = new Map(table.readOpen().map((session) => [session.id, session]));
  const groups = new Map([...open.values()].filter(isGroup).map((session) => [groupOf(session), session.id]));
  const used = new Set<string>();

  return {
    /** The open ones, oldest first. */
    all: (): SessionView[] => [...open.values()],
    count: (): number => open.size,
    get: (id: string): SessionView | undefined => open.get(id),
    /** Also ended ones, as far as they are remembered. */
    find: (id: string): SessionView | undefined => open.get(id) ?? table.read(id),

    /** The open session that stateless calls of this client on this image belong to. */
    ofGroup: (image: string, client: string): SessionView | undefined =>
      open.get(groups.get(groupOf({ image, client })) ?? ''),

    start(opening: Opening, now: number): SessionView {
      const id = sessionIdFor(opening.keyId, randomBase62(ownLength, randomBytes));
      const session = { ...opening, id, startedAt: now, activeAt: now, userActiveAt: now, ...unused };
      table.insert(session);
      open.set(id, session);
      if (isGroup(session)) groups.set(groupOf(session), id);
      told.started(session);
      return session;
    },

    use(id: string, { calls = 0, bytesIn = 0, bytesOut = 0, ...times }: Use): void {
      const session = open.get(id);
      if (session === undefined) return;
      const sums = { calls: session.calls + calls, bytesIn: session.bytesIn + bytesIn };
      open.set(id, { ...session, ...times, ...sums, bytesOut: session.bytesOut + bytesOut });
      used.add(id);
    },

    end(id: string, at: number, reason: EndReason): void {
      const session = open.get(id);
      if (session === undefined) return;
      told.ended(session, reason);
      table.update({ ...session, end: { at, reason } }, 1);
      open.delete(id);
      used.delete(id);
      if (groups.get(groupOf(session)) === id) groups.delete(groupOf(session));
    },

    /** Writes down how the open sessions were used. */
    flush(): void {
      for (const id of used) {
        const session = open.get(id);
        if (session !== undefined) table.update(session, 0);
      }
      used.clear();
      table.prune();
    },

    unsent: table.readUnsent,
    sent: (some: readonly Unsent[]): void => some.forEach(table.sent),

    /** Open ones as they are now, then up to `limit` ended ones, each newest first. */
    list: (limit: number): SessionView[] => [...[...open.values()].toReversed(), ...table.readEnded(limit)],
  };
}
export type Sessions = ReturnType<typeof createSessions>;

function isGroup({ era }: Pick<SessionView, 'era'>): boolean {
  return era === 'stateless';
}

function groupOf({ image, client }: Pick<SessionView, 'image' | 'client'>): string {
  return `${image} ${client}`; // An image's id holds no blank, so no two groups share a name.
}
