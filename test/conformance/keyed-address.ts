import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that needs no key, for a suite that cannot send one: passes on byte for byte, and adds the key. */
export interface KeyedAddress {
  /** `http://127.0.0.1:40123/mcp` */
  readonly url: string;
  close(): void;
}

/** Opens one for `address` on a free port of 127.0.0.1. A foreign `Host` is passed on, as a gateway must refuse it. */
export async function openKeyedAddress(address: string, secret: string): Promise<KeyedAddress> {
  const server = createServer((request, response) => passOn(new URL(address), secret, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port, so this is its address.
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function passOn(to: URL, secret: string, request: IncomingMessage, response: ServerResponse): void {
  const { host = '' } = request.headers;
  const isOwn = /^(127\.0\.0\.1|localhost):/.test(host);
  // As if the suite had called the gateway itself.
  const { origin } = request.headers;
  const own = { host: to.host, ...(origin === `http://${host}` && { origin: to.origin }) };
  const headers = { ...request.headers, ...(isOwn && own), authorization: `Bearer ${secret}` };
  const onwards = ask(to, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
  });
  onwards.on('error', () => response.destroy());
  response.on('close', () => onwards.destroy());
  request.pipe(onwards);
}
