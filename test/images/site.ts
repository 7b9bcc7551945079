import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

/** The address of a page with a heading and a file chooser, served while the test runs. */
export async function givenSite(): Promise<string> {
  const page =
    '<!doctype html><meta name="viewport" content="width=device-width"><title>Harbour</title><h1>Harbour</h1><input type="file">';
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  onTestFinished(() => {
    site.close();
    site.closeAllConnections();
  });
  // A TCP server that listens has an address with a port.
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
}
