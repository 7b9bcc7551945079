import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** A real MCP client, connected to an address with a key. Rejects where it is refused. */
export async function connect(url: string, secret: string): Promise<Client> {
  const client = new Client({ name: 'keyharbor-tour', version: '1.0.0' });
  const headers = { Authorization: `Bearer ${secret}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return client;
}
