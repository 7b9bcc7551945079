import type { ErrorCode } from '../../shared/errors.ts';
import type { Detail } from '../../shared/result.ts';

/** Close code of a socket whose stream must end; 4000 and above are the application's (RFC 6455, section 7.4.2). */
const cutCode = 4001;

/** What a call holds at the gate while it lasts. */
export interface Stake {
  readonly session: string;
  /** That opened it; `null`: the key's own secret did. */
  readonly ticket: string | null;
  /** Its place among the calls that run at once; `null`: it needs none. */
  readonly slot: string | null;
  /** It waits for the answer to a call, which is use of the session; otherwise it only listens, which is none. */
  readonly isCall: boolean;
}

/** Why a stream must end. */
export interface Objection {
  readonly code: ErrorCode;
  readonly detail?: Detail;
}

/**
 * The open streams of a key: one hibernatable WebSocket each, held by the Worker that relays the stream and
 * tagged with its session and the ticket that opened it, if one did. An idle gate sleeps with them open and still reaches every one.
 */
export function createWatchers(ctx: DurableObjectState) {
  return {
    accept({ session, ticket, isCall }: Omit<Stake, 'slot'>): Response {
      const { 0: client, 1: server } = new WebSocketPair();
      const calls = isCall ? [callsOf(session)] : [];
      ctx.acceptWebSocket(server, [session, ...calls, ...(ticket === null ? [] : [ticket])]);
      server.serializeAttachment(isCall ? session : null); // Its tags cannot be read any more once it is closed.
      return new Response(null, { status: 101, webSocket: client });
    },

    /** Tells the streams of one session or of one ticket, or all, to end, and why. */
    cut(objection: Objection, holder?: string): void {
      for (const socket of ctx.getWebSockets(holder)) {
        if (socket.readyState !== WebSocket.OPEN) continue; // It was told already, and is still on its way out.
        socket.send(JSON.stringify(objection));
        socket.close(cutCode, objection.code);
      }
    },

    /** How many streams and calls of a session are open. */
    count: (session: string): number => ctx.getWebSockets(session).length,
    hasCalls: (session: string): boolean => ctx.getWebSockets(callsOf(session)).length > 0,

    /** The session whose call this socket watched; `undefined`: it watched a stream that only listened. */
    callOf(socket: WebSocket): string | undefined {
      const session: unknown = socket.deserializeAttachment();
      return typeof session === 'string' ? session : undefined;
    },
  };
}
export type Watchers = ReturnType<typeof createWatchers>;

function callsOf(session: string): string {
  return `calls of ${session}`;
}
