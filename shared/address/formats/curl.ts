import { inShell, type Format } from './format.ts';

const version = '2026-07-28';

/** A whole call of the stateless era: one request, no handshake before it. */
const listTools = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/list',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': version,
      'io.modelcontextprotocol/clientInfo': { name: 'curl', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

/** Asks for the tools, to see at once whether the address works. */
export const curl: Format = {
  id: 'curl',
  title: 'curl',
  place: inShell,
  credential: 'secret',
  write: ({ url, secret }) => `curl '${url}' \\
  -H 'Authorization: Bearer ${secret}' \\
  -H 'Content-Type: application/json' \\
  -H 'Accept: application/json, text/event-stream' \\
  -H 'MCP-Protocol-Version: ${version}' \\
  -H 'Mcp-Method: tools/list' \\
  -d '${JSON.stringify(listTools)}'`,
};
