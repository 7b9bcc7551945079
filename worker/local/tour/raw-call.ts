import { statelessVersions } from '../../../shared/mcp/era.ts';

/** Where to send calls, and with what. */
export interface Target {
  readonly url: string;
  readonly secret: string;
}

/**
 * One stateless MCP request (2026-07-28) as bare HTTP: what a trial needs to see is the first byte of the answer
 * and the end of the stream, which a client library does not show.
 */
export function rawCall(
  { url, secret }: Target,
  method: string,
  params: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<Response> {
  const [version] = statelessVersions;
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'keyharbor-trials', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const meta = { ...about, ...(params['_meta'] as object | undefined) }; // Ours: an object where it is there.
  return fetch(url, {
    method: 'POST',
    ...(signal && { signal }),
    headers: {
      authorization: `Bearer ${secret}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'mcp-protocol-version': version,
      'mcp-method': method,
      ...(typeof params['name'] === 'string' && { 'mcp-name': params['name'] }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } }),
  });
}
