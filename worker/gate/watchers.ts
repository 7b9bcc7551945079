import type { ErrorCode } from '../../shared/errors.ts';

/** Close code of a socket whose stream must end; 4000 and above are the application's (RFC 6455, section 7.4.2). */
const cutCode = 4001;

/** What a call holds at the gate while it lasts. */
export interface Stake {
  readonly session: string;
  /** That opened it; `null`: the key's own secret did. */
  readonly ticket: string | null;
  /** Its place among the calls that run at once; `null`: it needs none. */
  readonly slot: string | null;
}

/**
 * The open streams of a key: one hibernatable WebSocket each, held by the Worker that relays the stream and
 * tagged with its session and the ticket that opened it, if one did. An idle gate sleeps with them open and still reaches every one.
 */
export function createWatchers(ctx: DurableObjectState) {
  return {
    accept({ session, ticket }: Pick<Stake, 'session' | 'ticket'>): Response {
      const { 0: client, 1: server } = new WebSocketPair();
      ctx.acceptWebSocket(server, ticket === null ? [session] : [session, ticket]);
      return new Response(null, { status: 101, webSocket: client });
    },

    /** Tells the streams of one session or of one ticket, or all, to end, and why. */
    cut(code: ErrorCode, holder?: string): void {
      for (const socket of ctx.getWebSockets(holder)) {
        if (socket.readyState !== WebSocket.OPEN) continue; // It was told already, and is still on its way out.
        socket.send(code);
        socket.close(cutCode, code);
      }
    },
  };
}
