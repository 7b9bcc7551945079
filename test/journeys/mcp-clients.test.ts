import {
  Client as ModernClient,
  SSEClientTransport as ModernSse,
  StreamableHTTPClientTransport as ModernHttp,
} from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport as OlderSse } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as OlderHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';

import { startStack, type Stack } from '../../worker/local/stack/stack.ts';
import { serveUpstream } from '../conformance/upstream/serve-upstream.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';
import { storagesFolder } from '../support/results.ts';

const about = { name: 'journey', version: '1' };
const says = {
  action: 'accept',
  content: { username: 'ada', email: 'ada@example.org', name: 'Ada' },
} as const;

/** What every client must be able to do. */
interface Connected {
  tools(): Promise<string[]>;
  call(name: string, input?: Record<string, unknown>): Promise<string>;
}

type Connect = (gateway: string, secret: string, image?: string) => Promise<Connected>;

const withKey = (secret: string) => ({ requestInit: { headers: { authorization: `Bearer ${secret}` } } });

const older =
  (Transport: typeof OlderHttp | typeof OlderSse, path: string): Connect =>
  async (gateway, secret, image = 'linux_latest') => {
    const client = new OlderClient(about, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, () => says);
    await client.connect(new Transport(new URL(`${path}/${image}`, gateway), withKey(secret)));
    onTestFinished(() => client.close());
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, input = {}) => JSON.stringify(await client.callTool({ name, arguments: input })),
    };
  };

const newer =
  (
    Transport: typeof ModernHttp | typeof ModernSse,
    path: string,
    mode: 'legacy' | 'auto' | { pin: string },
  ): Connect =>
  async (gateway, secret, image = 'linux_latest') => {
    const options = { capabilities: { elicitation: {} }, versionNegotiation: { mode } };
    const client = new ModernClient(about, options);
    client.setRequestHandler('elicitation/create', () => says);
    await client.connect(new Transport(new URL(`${path}/${image}`, gateway), withKey(secret)));
    onTestFinished(() => client.close());
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, input = {}) => JSON.stringify(await client.callTool({ name, arguments: input })),
    };
  };

const clients = [
  ['SDK v1, Streamable HTTP', older(OlderHttp, '/mcp')],
  ['SDK v1, HTTP+SSE', older(OlderSse, '/sse')],
  ['SDK v2, Streamable HTTP, legacy era', newer(ModernHttp, '/mcp', 'legacy')],
  ['SDK v2, Streamable HTTP, either era', newer(ModernHttp, '/mcp', 'auto')],
  ['SDK v2, Streamable HTTP, stateless era', newer(ModernHttp, '/mcp', { pin: '2026-07-28' })],
  ['SDK v2, HTTP+SSE', newer(ModernSse, '/sse', 'legacy')],
] as const;

test.each(clients)('%s works in a default image', async (_, connect) => {
  const deployment = inject('deployment');
  const { secret } = await notingApi(deployment).createKey({
    name: `client ${crypto.randomUUID().slice(0, 8)}`,
  });
  const { tools, call } = await connect(deployment.url, secret);
  expect(await tools()).toContain('run_command');
  expect(await call('run_command', { command: 'echo harbour' })).toContain('harbour');
});

test('a ticket’s address of AgentBay’s form opens a default image, to a client that knows only HTTP+SSE', async () => {
  const api = notingApi(inject('deployment'));
  const { key } = await api.createKey({ name: `client ${crypto.randomUUID().slice(0, 8)}` });
  const { secret, agentBayUrl } = await api.createTicket({
    id: key.id,
    label: 'agent',
    image: 'linux_latest',
  });
  noteSecret(secret);
  const client = new OlderClient(about);
  await client.connect(new OlderSse(new URL(agentBayUrl)));
  onTestFinished(() => client.close());
  const answer = await client.callTool({ name: 'run_command', arguments: { command: 'echo harbour' } });
  expect(JSON.stringify(answer)).toContain('harbour');
});

let stack: Stack;
let curbed: string;

beforeAll(async () => {
  const folder = `${storagesFolder}/mcp-clients`;
  stack = await startStack({ folder, port: 0, fresh: true, images: () => serveUpstream() });
  noteSecret(stack.consoleToken);
  const rules = [{ effect: 'deny' as const, pattern: 'test_simple_text' }];
  const policy = await stack.api.createPolicy({
    name: 'curbed',
    images: 'all',
    release: null,
    maxRunMinutes: 60,
    tools: { rules, otherwise: 'allow' },
  });
  curbed = (await stack.api.createKey({ name: 'curbed', policyId: policy.id })).secret;
  noteSecret(curbed);
});
afterAll(() => stack.stop());

test.each(clients)(
  '%s sees and calls what its policy lets it, and is asked in the middle of a call',
  async (name, connect) => {
    const { tools, call } = await connect(stack.url, curbed);
    const seen = await tools();
    expect(seen).toContain('test_image_content');
    expect(seen).not.toContain('test_simple_text');
    expect(await call('test_image_content')).toContain('image/png');
    await expect(call('test_simple_text')).rejects.toThrow(/may not|not allowed/i);
    const isStateless = name.includes('stateless') || name.includes('either');
    const asked = isStateless
      ? await call('test_input_required_result_elicitation')
      : await call('test_elicitation', { message: 'Who are you?' });
    expect(asked).toMatch(isStateless ? /Hello, Ada!/ : /action=accept.*ada@example\.org/);
  },
);

test.each(
  (['legacy', 'modern'] as const).flatMap((era) =>
    clients.map(([name, connect]) => [name, era, connect] as const),
  ),
)('%s uses a server that knows nothing but the %s era', async (_, era, connect) => {
  const server = await serveUpstream(era);
  onTestFinished(() => server.stop());
  const { image } = await stack.api.createImage({
    title: `only ${crypto.randomUUID().slice(0, 8)}`,
    environment: 'code',
    url: `${server.url}/mcp`,
  });
  const { secret } = await stack.api.createKey({ name: `only ${crypto.randomUUID().slice(0, 8)}` });
  noteSecret(secret);
  const { tools, call } = await connect(stack.url, secret, image.id);
  expect(await tools()).toContain('test_simple_text');
  expect(await call('test_simple_text')).toContain('simple text');
  const asked =
    era === 'legacy'
      ? await call('test_elicitation', { message: 'Who are you?' })
      : await call('test_input_required_result_elicitation');
  expect(asked).toMatch(era === 'legacy' ? /action=accept.*ada@example\.org/ : /Hello, Ada!/);
});
