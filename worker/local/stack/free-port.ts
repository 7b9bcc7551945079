import { once } from 'node:events';
import { createServer } from 'node:net';

import { Failure } from '../failure.ts';

/** `port` if nothing listens there on 127.0.0.1, else a failure that says so; 0 picks any free one. */
export async function freePort(port: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch {
    throw new Failure(`Port ${port} is in use. Choose another one: npm start -- --port ${port + 1}`);
  }
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : port;
}
