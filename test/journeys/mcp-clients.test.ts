import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';

import { startStack, type Stack } from '../../worker/local/stack/stack.ts';
import { serveUpstream } from '../conformance/upstream/serve-upstream.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';
import { mcpClients, modernClient, stateless, type McpClient } from '../support/mcp-clients.ts';
import { storagesFolder } from '../support/results.ts';

const unique = () => `client ${crypto.randomUUID().slice(0, 8)}`;

/** Where a client finds an image. */
function addressOf(gateway: string, { transport }: McpClient, image = 'linux_latest'): URL {
  return new URL(`/${transport}/${image}`, gateway);
}

test.each(mcpClients)('$name works in a default image', async (client) => {
  const deployment = inject('deployment');
  const { secret } = await notingApi(deployment).createKey({ name: unique() });
  const { tools, call } = await client.connect(addressOf(deployment.url, client), secret);
  expect(await tools()).toContain('run_command');
  expect(await call('run_command', { command: 'echo harbour' })).toContain('harbour');
});

const forms = [
  ['in the path', (client: McpClient, ticket: string) => `/${client.transport}/linux_latest/t/${ticket}`],
  [
    'in AgentBay’s form',
    (client: McpClient, ticket: string) => `/v2/${client.transport}?APIKEY=${ticket}&IMAGEID=linux_latest`,
  ],
] as const;

test.each(forms.flatMap(([form, pathOf]) => mcpClients.map((client) => ({ ...client, form, pathOf }))))(
  'a ticket $form opens a default image to $name, which sends nothing else',
  async ({ pathOf, ...client }) => {
    const deployment = inject('deployment');
    const api = notingApi(deployment);
    const { key } = await api.createKey({ name: unique() });
    const { secret } = await api.createTicket({ id: key.id, label: 'agent', image: 'linux_latest' });
    noteSecret(secret);
    const { call } = await client.connect(new URL(pathOf(client, secret), deployment.url), null);
    expect(await call('run_command', { command: 'echo harbour' })).toContain('harbour');
  },
);

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

/** The tool by which a server asks its user in the middle of a call, and what comes of it. */
const asking = {
  legacy: ['test_elicitation', /action=accept.*ada@example\.org/],
  stateless: ['test_input_required_result_elicitation', /Hello, Ada!/],
} as const;

/** Connects under a policy that denies one tool, to a server that asks as its era does. */
async function usesWhatItMay(client: McpClient, image: string, [tool, said]: readonly [string, RegExp]) {
  const { tools, call } = await client.connect(addressOf(stack.url, client, image), curbed);
  const seen = await tools();
  expect(seen).toContain('test_image_content');
  expect(seen).not.toContain('test_simple_text');
  expect(await call('test_image_content')).toContain('image/png');
  await expect(call('test_simple_text')).rejects.toThrow(/may not|not allowed/i);
  expect(await call(tool, { message: 'Who are you?' })).toMatch(said);
  const heard: number[] = [];
  expect(await call('test_tool_with_progress', {}, (progress) => heard.push(progress))).toContain(
    'all of it',
  );
  expect(heard).toEqual([0, 50, 100]);
}

test.each(mcpClients)(
  '$name sees and calls what its policy lets it, hears of progress, and is asked in the middle of a call',
  (client) => usesWhatItMay(client, 'linux_latest', client.isStateless ? asking.stateless : asking.legacy),
);

const servers = [
  ['the legacy era', 'legacy', asking.legacy],
  ['the stateless era', 'modern', asking.stateless],
  ['HTTP+SSE', 'sse', asking.legacy],
] as const;

test.each(
  servers.flatMap(([era, knows, asks]) => mcpClients.map((client) => ({ ...client, era, knows, asks }))),
)('$name does the same at a server that knows nothing but $era', async ({ knows, asks, ...client }) => {
  const server = await serveUpstream(knows);
  onTestFinished(() => server.stop());
  const { image } = await stack.api.createImage({
    title: unique(),
    environment: 'code',
    url: `${server.url}/${knows === 'sse' ? 'sse' : 'mcp'}`,
    ...(knows === 'sse' && { transport: 'sse' }),
  });
  await usesWhatItMay(client, image.id, asks);
});

test.each(mcpClients.filter(({ transport, isStateless }) => transport === 'mcp' && !isStateless))(
  '$name whose stream was closed in the middle of a call comes back for the rest of it',
  async (client) => {
    const { call } = await client.connect(addressOf(stack.url, client), curbed);
    expect(await call('test_reconnection')).toContain('The client came back for this.');
  },
);

test('a stateless client that listens hears what it asked for, and nothing else', async () => {
  const client = modernClient(stateless);
  const heard: string[] = [];
  client.setNotificationHandler('notifications/tools/list_changed', () => void heard.push('tools'));
  client.setNotificationHandler('notifications/prompts/list_changed', () => void heard.push('prompts'));
  const requestInit = { headers: { authorization: `Bearer ${curbed}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL('/mcp/linux_latest', stack.url), { requestInit }),
  );
  onTestFinished(() => client.close());
  const subscription = await client.listen({ toolsListChanged: true });
  await client.callTool({ name: 'test_trigger_prompt_change', arguments: {} });
  await client.callTool({ name: 'test_trigger_tool_change', arguments: {} });
  await vi.waitFor(() => expect(heard).toEqual(['tools']), { timeout: 5_000 });
  await subscription.close();
});
