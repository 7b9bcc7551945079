import {
  Client as ModernClient,
  SSEClientTransport as ModernSse,
  StreamableHTTPClientTransport as ModernHttp,
} from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as OlderSse } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';

const about = { name: 'journey', version: '1' };
const says = {
  action: 'accept',
  content: { username: 'ada', email: 'ada@example.org', name: 'Ada' },
} as const;

/** What every client must be able to do. */
export interface Connected {
  tools(): Promise<string[]>;
  /** The result as text; `hear` is told of each progress. */
  call(name: string, input?: Record<string, unknown>, hear?: (progress: number) => void): Promise<string>;
}

/** A client of one of the SDKs, over one transport, in one era. */
export interface McpClient {
  readonly name: string;
  /** As addresses have it. */
  readonly transport: 'mcp' | 'sse';
  /** Whether it speaks 2026-07-28 with a server that speaks either era. */
  readonly isStateless: boolean;
  /** Until the test is over. `secret`: `null` where the address holds the credential. */
  connect(url: URL, secret: string | null): Promise<Connected>;
}

const withKey = (secret: string | null) => ({
  requestInit: { headers: secret === null ? {} : { authorization: `Bearer ${secret}` } },
});

interface Call {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

interface Heard {
  readonly onprogress: (told: { progress: number }) => void;
}

/** Either SDK's client, which calls by `callTool`, until the test is over. */
function connected(
  client: Pick<OlderClient | ModernClient, 'close' | 'listTools'>,
  callTool: (call: Call, heard: Heard) => Promise<unknown>,
): Connected {
  onTestFinished(() => client.close());
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, input = {}, hear = () => undefined) => {
      const onprogress: Heard['onprogress'] = ({ progress }) => hear(progress);
      return JSON.stringify(await callTool({ name, arguments: input }, { onprogress }));
    },
  };
}

const older =
  (Transport: typeof OlderHttp | typeof OlderSse): McpClient['connect'] =>
  async (url, secret) => {
    const client = new OlderClient(about, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, () => says);
    await client.connect(new Transport(url, withKey(secret)));
    return connected(client, (params, options) => client.callTool(params, undefined, options));
  };

/** A client of the second SDK, not connected yet; it answers what it is asked. */
export function modernClient(mode: 'legacy' | 'auto' | { pin: string }): ModernClient {
  const options = { capabilities: { elicitation: {} }, versionNegotiation: { mode } };
  const client = new ModernClient(about, options);
  client.setRequestHandler('elicitation/create', () => says);
  return client;
}

const newer =
  (
    Transport: typeof ModernHttp | typeof ModernSse,
    mode: Parameters<typeof modernClient>[0],
  ): McpClient['connect'] =>
  async (url, secret) => {
    const client = modernClient(mode);
    await client.connect(new Transport(url, withKey(secret)));
    return connected(client, (params, options) => client.callTool(params, options));
  };

export const stateless = { pin: '2026-07-28' } as const;

const legacyHttp = { transport: 'mcp', isStateless: false } as const;
const statelessHttp = { transport: 'mcp', isStateless: true } as const;
const sse = { transport: 'sse', isStateless: false } as const;

/** Both SDKs over every transport, in every era that each speaks. */
export const mcpClients: readonly McpClient[] = [
  { name: 'SDK v1, Streamable HTTP', ...legacyHttp, connect: older(OlderHttp) },
  { name: 'SDK v1, HTTP+SSE', ...sse, connect: older(OlderSse) },
  { name: 'SDK v2, Streamable HTTP, legacy era', ...legacyHttp, connect: newer(ModernHttp, 'legacy') },
  { name: 'SDK v2, Streamable HTTP, either era', ...statelessHttp, connect: newer(ModernHttp, 'auto') },
  { name: 'SDK v2, Streamable HTTP, stateless era', ...statelessHttp, connect: newer(ModernHttp, stateless) },
  { name: 'SDK v2, HTTP+SSE', ...sse, connect: newer(ModernSse, 'legacy') },
];
