import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Output } from '../../shared/api/contract.ts';
import { defaultImages } from '../../shared/image/image.ts';

/** What is answered to a request: a status and a body, nothing at all, ever, or a connection that breaks. */
export type ScriptedAnswer = readonly [status: number, body: unknown] | 'silence' | 'hang up';

/**
 * A Worker that answers what a test says, by method and path (`GET /v1/keys`): for states that no real one can be brought
 * to at will. What is not said is answered as by a deployment without keys.
 */
export async function openScriptedWorker() {
  let script: Readonly<Record<string, ScriptedAnswer>> = {};
  const server = createServer((request, response) => {
    allow(request, response);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const asked = `${request.method} ${request.url?.replace(/\?.*/, '')}`;
    const answer = script[asked] ?? usual(address())[asked] ?? refusal('route_not_found', 404);
    if (answer === 'hang up') request.socket.destroy();
    if (typeof answer === 'string') return undefined;
    const [status, body] = answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // It listens on a port, so this is no path.
  const address = () => `http://127.0.0.1:${port}`;

  return {
    address: address(),
    /** What is answered from now on, besides the usual. */
    play: (next: Readonly<Record<string, ScriptedAnswer>>) => void (script = next),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A refusal as the management API sends it. */
export function refusal(code: string, status: number): ScriptedAnswer {
  return [
    status,
    { code, detail: code, status, title: code, type: 'about:blank', instance: 'urn:request:1' },
  ];
}

function allow({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', headers.origin ?? '*');
  response.setHeader(
    'access-control-allow-headers',
    'authorization, content-type, dpop, idempotency-key, if-match',
  );
  response.setHeader('access-control-allow-methods', 'GET, POST, PATCH, DELETE');
  response.setHeader('access-control-max-age', '600');
}

/** What a deployment that has nothing yet answers. */
const usual = (gateway: string): Readonly<Record<string, ScriptedAnswer>> => ({
  'GET /v1/deployment': [200, scriptedDeployment(gateway)],
  'GET /v1/keys': [200, { keys: [], next: null }],
  'GET /v1/site-rules': [200, { siteRules: [] }],
});

export function scriptedDeployment(gateway: string): Output<'readDeployment'> {
  return {
    gateway,
    projects: [{ id: 'prj_default', name: 'Acme agents' }],
    images: [...defaultImages],
    bootstrapTokenSet: false,
  };
}
