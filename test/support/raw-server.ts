import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server of bare TCP, which says whatever `answer` writes once a whole request of HTTP has come. */
export interface RawServer {
  readonly url: string;
  /** How many connections were opened, and how many of those are open. */
  readonly seen: { opened: number; open: number; requests: number };
  stop(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. A socket stays half open where its other side has ended. */
export async function serveRaw(answer: (socket: Socket, request: number) => unknown): Promise<RawServer> {
  const seen = { opened: 0, open: 0, requests: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    seen.opened += 1;
    seen.open += 1;
    socket.on('error', () => undefined); // Whatever is done to it here, it is meant.
    socket.once('close', () => {
      seen.open -= 1;
      sockets.delete(socket);
    });
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (!isWhole(text)) return;
      text = '';
      seen.requests += 1;
      answer(socket, seen.requests);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port, so this is its address.
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    seen,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As the gateway sends them: with a length, or in one chunk. */
function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n');
  if (body === undefined) return false;
  const [, length] = /^content-length: (\d+)$/im.exec(head) ?? [];
  if (length !== undefined) return body.length >= Number(length);
  return !/^transfer-encoding:/im.test(head) || text.endsWith('0\r\n\r\n');
}
