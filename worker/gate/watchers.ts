import type { ErrorCode } from '../../shared/errors.ts';

/** Close code of a socket whose stream must end; 4000 and above are the application's (RFC 6455, section 7.4.2). */
const cutCode = 4001;

/**
 * The open streams of a key: one hibernatable WebSocket each, held by the Worker that relays the stream and
 * tagged with its session. An idle gate sleeps with them open and still reaches every one.
 */
export function createWatchers(ctx: DurableObjectState) {
  return {
    accept(session: string): Response {
      const { 0: client, 1: server } = new WebSocketPair();
      ctx.acceptWebSocket(server, [session]);
      return new Response(null, { status: 101, webSocket: client });
    },

    /** Tells the streams of one session, or all, to end, and why. */
    cut(code: ErrorCode, session?: string): void {
      for (const socket of ctx.getWebSockets(session)) {
        socket.send(code);
        socket.close(cutCode, code);
      }
    },
  };
}
