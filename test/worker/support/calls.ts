import { createExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';

import { createClient, type Client } from '../../../shared/api/client.ts';
import { contract } from '../../../shared/api/contract.ts';
import { statelessVersions } from '../../../shared/mcp/era.ts';
import worker from '../../../worker/index.ts';
import { token } from './owner.ts';

const gateway = 'http://keys.test';

/** A request through the Worker's front door; of a deployment that is set up otherwise, where `settings` are given. */
export function send(path: string, init: RequestInit = {}, settings?: object): Promise<Response> {
  const request = new Request(new URL(path, gateway), init);
  if (settings === undefined) return exports.default.fetch(request);
  return worker.fetch(request, { ...env, ...settings }, createExecutionContext());
}

/** The management API, as a script with this console token sees it. */
export function apiOf(secret: string | (() => string)): Client {
  return createClient(
    contract,
    async ({ method, path, headers, body }) => {
      const sent = typeof secret === 'string' ? secret : secret();
      const signed = { ...headers, authorization: `Bearer ${sent}` };
      const response = await send(path, { method, headers: signed, ...(body !== null && { body }) });
      return { status: response.status, text: await response.text() };
    },
    () => crypto.randomUUID(),
  );
}

/** The same for an owner. */
export const api = apiOf(() => token);

let made = 0;

/** A new key under a name of its own. */
export async function givenKey(): Promise<{ id: string; secret: string }> {
  made += 1;
  const { key, secret } = await api.createKey({ name: `key ${made}` });
  return { id: key.id, secret };
}

/** The session of a key that was started last. */
export async function newest(id: string) {
  const session = (await api.listSessions({ id })).sessions[0];
  if (session === undefined) throw new Error('no session');
  return session;
}

export interface McpCall {
  readonly secret?: string;
  readonly image?: string;
  /** Instead of `/mcp/<image>`. */
  readonly path?: string;
  readonly method?: string;
  readonly params?: object;
  /** Besides what `_meta` must hold; stateless era only. */
  readonly meta?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** The HTTP method; POST where nothing is said. */
  readonly verb?: string;
  /** Sent instead of the message that `method` and `params` make. */
  readonly body?: BodyInit;
  /** Where the deployment is set up otherwise. */
  readonly settings?: object;
}

/** A message of the stateless era (2026-07-28), right in every respect that `call` does not change. */
export function callStateless({
  method = 'tools/list',
  params = {},
  meta = {},
  headers = {},
  ...call
}: McpCall): Promise<Response> {
  const [version] = statelessVersions;
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
    ...meta,
  };
  const named = 'name' in params && typeof params.name === 'string' ? { 'mcp-name': params.name } : {};
  return post({
    ...call,
    body: call.body ?? JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: about } }),
    headers: { 'mcp-protocol-version': version, 'mcp-method': method, ...named, ...headers },
  });
}

/** A message of the legacy era. */
export function callLegacy({ method = 'tools/list', params = {}, ...call }: McpCall): Promise<Response> {
  return post({ ...call, body: call.body ?? JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) });
}

/** The handshake of the legacy era; gives the session id that the client got. */
export async function initialize(secret: string, image = 'linux_latest'): Promise<string> {
  const params = {
    protocolVersion: '2025-11-25',
    clientInfo: { name: 'tests', version: '1' },
    capabilities: {},
  };
  const response = await callLegacy({ secret, image, method: 'initialize', params });
  await response.text();
  return response.headers.get('mcp-session-id') ?? 'none';
}

function post({
  secret,
  image = 'linux_latest',
  path = `/mcp/${image}`,
  headers = {},
  verb = 'POST',
  body,
  settings,
}: McpCall): Promise<Response> {
  const credential = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const accept = 'application/json, text/event-stream';
  const all = { accept, 'content-type': 'application/json', ...credential, ...headers };
  return send(path, { method: verb, headers: all, ...(body !== undefined && { body }) }, settings);
}
