import { randomBase62 } from '../../shared/credential/base62.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { undeclared } from '../../shared/session/identity.ts';
import {
  ownLength,
  sessionIdFor,
  type EndReason,
  type Era,
  type SessionView,
} from '../../shared/session/session.ts';
import { randomBytes } from '../secrets/mint.ts';
import { createSessionGroups } from './session-groups.ts';
import { createSessionTable, type Unsent } from './session-table.ts';
import { createUsedSessions } from './used-sessions.ts';

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
  /** Heeded where none was declared yet: an HTTP+SSE session is open before its client says who it is. */
  readonly client?: string;
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
  const groups = createSessionGroups([...open.values()]);
  const used = createUsedSessions();

  return {
    ...known(open, table),

    /** The open session that stateless calls of this client on this image belong to. */
    ofGroup: (image: string, client: string): SessionView | undefined => open.get(groups.idOf(image, client)),

    start(opening: Opening, now: number): SessionView {
      const id = sessionIdFor(opening.keyId, randomBase62(ownLength, randomBytes));
      const session = { ...opening, id, startedAt: now, activeAt: now, userActiveAt: now, ...unused };
      table.insert(session);
      open.set(id, session);
      groups.add(session);
      used.begin(id, now);
      told.started(session);
      return session;
    },

    use(id: string, use: Use): void {
      const session = open.get(id);
      if (session === undefined) return;
      open.set(id, withUse(session, use));
      used.note(id);
    },

    /** Bytes of answers went to its client; the last of them, often, when it has ended already. */
    answered(id: string, bytesOut: number): void {
      if (open.has(id)) return this.use(id, { bytesOut });
      const ended = table.read(id);
      if (ended !== undefined) table.update(withUse(ended, { bytesOut }), 1);
    },

    end(id: string, at: number, reason: EndReason): void {
      const session = open.get(id);
      if (session === undefined) return;
      told.ended(session, reason);
      table.update({ ...session, end: { at, reason } }, 1);
      open.delete(id);
      used.end(id);
      groups.drop(session);
    },

    /** Writes down how the open sessions were used; when the record is to hear more of it, Unix milliseconds. */
    flush(now: number): number {
      for (const { id, isNews } of used.take(now)) {
        const session = open.get(id);
        if (session !== undefined) table.update(session, isNews ? 1 : 0);
      }
      table.prune();
      return used.due();
    },

    unsent: table.readUnsent,
    sent: (some: readonly Unsent[]): void => some.forEach(table.sent),
  };
}
export type Sessions = ReturnType<typeof createSessions>;

function withUse(session: SessionView, use: Use): SessionView {
  const { calls = 0, bytesIn = 0, bytesOut = 0, client = undeclared, ...times } = use;
  const messages = bytesIn > 0 ? calls : 0; // GET and DELETE carry none.
  const sums = { calls: session.calls + messages, bytesIn: session.bytesIn + bytesIn };
  const name = session.client === undeclared ? client : session.client;
  return { ...session, ...times, ...sums, bytesOut: session.bytesOut + bytesOut, client: name };
}

/** What is known of sessions. */
function known(open: ReadonlyMap<string, SessionView>, table: ReturnType<typeof createSessionTable>) {
  return {
    /** The open ones, oldest first. */
    all: (): SessionView[] => [...open.values()],
    count: (): number => open.size,
    get: (id: string): SessionView | undefined => open.get(id),
    /** Also ended ones, as far as they are remembered. */
    find: (id: string): SessionView | undefined => open.get(id) ?? table.read(id),

    /** Open ones as they are now, then up to `limit` ended ones, each newest first. */
    list: (limit: number): SessionView[] => [...[...open.values()].toReversed(), ...table.readEnded(limit)],
  };
}
