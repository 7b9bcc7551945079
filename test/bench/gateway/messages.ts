import { statelessVersions } from '../../../shared/mcp/era.ts';

/** Where calls go, and what they carry besides the message. */
export interface Target {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly era: 'legacy' | 'stateless';
}

/** A JSON-RPC message; a notification has no id. */
export interface Message {
  readonly jsonrpc: string;
  readonly id?: number;
  readonly method: string;
  readonly params: { readonly name?: string; readonly arguments?: object; readonly _meta?: object };
}

/** A call of a tool as it goes over the wire; no two have the same id. */
export function toolCall(target: Target, name: string, args: object): () => string {
  return numbered(target, () => ({ name, arguments: args }));
}

/** A call that is answered by as many events of progress, which it asks for, and its result. */
export function streamCall(target: Target, events: number): () => string {
  return numbered(target, (id) => ({ name: 'count', arguments: { events }, _meta: { progressToken: id } }));
}

function numbered(target: Target, paramsOf: (id: number) => Message['params']): () => string {
  let id = 0;
  return () => {
    id += 1;
    return post(target, { jsonrpc: '2.0', id, method: 'tools/call', params: paramsOf(id) });
  };
}

/** A request with a message, of whichever era its target speaks. */
export function post(target: Target, message: Message): string {
  const [version] = statelessVersions;
  const isStateless = target.era === 'stateless';
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const { _meta: meta, ...given } = message.params;
  const asked = isStateless || meta !== undefined;
  const params = asked ? { ...given, _meta: { ...meta, ...(isStateless && about) } } : given;
  const name = given.name ?? '';
  const body = JSON.stringify({ ...message, params });
  const headers = {
    host: `127.0.0.1:${target.port}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...(isStateless && { 'mcp-protocol-version': version, 'mcp-method': message.method, 'mcp-name': name }),
    ...target.headers,
  };
  const lines = Object.entries(headers).map(([field, value]) => `${field}: ${value}`);
  return `POST ${target.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
