import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Client as McpClient, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { vi } from 'vitest';

import type { Client } from '../../shared/api/client.ts';
import type { Stack } from '../../worker/local/stack/stack.ts';
import { noteSecret, notingApi } from './deployment.ts';
import { addPastUsage } from './past-usage.ts';

const project = 'prj_default';
const week = 7 * 24 * 3600 * 1000;

/** A project with something of everything in it, for people and tests to look at. */
export interface Filled {
  readonly key: string;
  readonly policy: string;
  readonly webhook: string;
  /** Ends the clients that are connected. */
  readonly stop: () => Promise<void>;
}

export async function fillProject({ url, consoleToken, api: plain, storage }: Stack): Promise<Filled> {
  const api = notingApi({ url, token: consoleToken });
  const receiver = await startReceiver();
  const { port } = receiver.address() as AddressInfo; // It listens on TCP.
  const webhook = await addWebhooks(plain, `http://127.0.0.1:${port}/hooks/keyharbor`);
  const policy = await addPolicies(api);
  const [agents, runner] = await addKeys(api, policy);
  await addImages(plain);
  await addSiteRules(plain, agents.id);
  const clients = [
    await use(url, 'code_latest', agents.secret),
    await use(url, 'linux_latest', runner.secret),
  ];
  await clients[1]?.close();
  addPastUsage(storage.state, project, [agents.id, runner.id]);
  await vi.waitFor(
    async () => {
      const today = new Date().toISOString().slice(0, 10);
      const { rows } = await plain.readUsage({ from: today, to: today });
      const { deliveries } = await plain.listDeliveries({ id: webhook });
      if (rows.length === 0 || !deliveries.some(({ status }) => status === 'delivered'))
        throw new Error('The project is not full yet.');
    },
    { timeout: 60_000, interval: 250 },
  );
  const stop = async () => {
    await clients[0]?.close();
    receiver.close();
  };
  return { key: agents.id, policy, webhook, stop };
}

/** Takes every delivery but one kind, which it refuses. */
async function startReceiver(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => response.writeHead(body.includes('key.disabled') ? 503 : 204).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function addWebhooks(api: Client, url: string): Promise<string> {
  const first = await api.createWebhook({ url, events: ['key.created', 'key.disabled', 'key.exposed'] });
  const second = await api.createWebhook({
    url: 'https://hooks.acme.example/services/keyharbor',
    events: ['key.expiring', 'key.unused'],
  });
  for (const { secret } of [first, second]) noteSecret(secret);
  await api.editWebhook({ id: second.webhook.id, rev: second.webhook.rev, enabled: false });
  return first.webhook.id;
}

async function addPolicies(api: Client): Promise<string> {
  const fields = { images: 'all' as const, release: null, maxRunMinutes: 60 };
  const made = await api.createPolicy({
    ...fields,
    name: 'Read only',
    callsPerMinute: 60,
    tools: {
      otherwise: 'deny',
      rules: [
        { pattern: 'run_*', effect: 'allow' },
        {
          pattern: 'read_*',
          effect: 'allow',
          when: [{ pointer: '/path', test: 'matches', pattern: '/home/*' }],
        },
      ],
    },
  });
  await api.editPolicy({ id: made.id, rev: made.rev, callsPerMinute: 120, maxSessions: 20 });
  await api.createPolicy({ ...fields, name: 'Linux only', images: ['linux_latest'] });
  return made.id;
}

async function addKeys(api: Client, policyId: string) {
  const made = [];
  for (const [name, tags] of [
    ['build server', ['ci', 'team-platform']],
    ['retired laptop', []],
    ['support assistant', ['team-support']],
    ['old runner', ['ci']],
    ['nightly agents', ['ci', 'nightly']],
  ] as const)
    made.push(await api.createKey({ name, tags: [...tags], policyId }));
  const [server, laptop, support, old, agents] = made;
  if (!server || !laptop || !support || !old || !agents) throw new Error('A key was not made.');
  await api.editKey({ id: support.key.id, expiresAt: Date.now() + week / 2 });
  await api.editKey({
    id: agents.key.id,
    owner: 'Platform team',
    note: 'Runs the nightly builds and reports.',
  });
  await api.createTicket({ id: agents.key.id, label: 'ChatGPT', image: 'code_latest' });
  await api.disableKey({ id: laptop.key.id });
  await api.reportLeaks({ leaks: [{ token: old.secret }] });
  return [
    { id: agents.key.id, secret: agents.secret },
    { id: server.key.id, secret: server.secret },
  ] as const;
}

async function addImages(api: Client): Promise<void> {
  const { image } = await api.createImage({
    title: 'Acme wiki',
    environment: 'browser',
    url: 'https://mcp.acme.example/mcp',
    credential: { in: 'header', name: 'Authorization', value: 'Bearer placeholder' },
    note: 'Search and pages of our own wiki',
  });
  await Promise.all(['code_latest', 'linux_latest', image.id].map((id) => api.checkImage({ id })));
}

async function addSiteRules(api: Client, keyId: string): Promise<void> {
  await api.createSiteRule({ pattern: 'https://*.acme.example/app/*', image: 'windows_latest' });
  await api.createSiteRule({
    pattern: 'https://github.com/acme/*',
    image: 'code_latest',
    keyId,
    format: 'cursor',
  });
}

/** A real client that calls a tool which passes and one that does not, and stays connected. */
async function use(url: string, image: string, secret: string): Promise<McpClient> {
  const client = new McpClient({
    name: image === 'code_latest' ? 'claude-code' : 'cursor',
    version: '1.0.0',
  });
  const headers = { Authorization: `Bearer ${secret}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`/mcp/${image}`, url), { requestInit: { headers } }),
  );
  const [tool, input] =
    image === 'code_latest'
      ? (['run_code', { language: 'javascript', code: 'console.log(6 * 7)' }] as const)
      : (['run_command', { command: 'uname' }] as const);
  await client.callTool({ name: tool, arguments: input });
  await client.callTool({ name: 'delete_path', arguments: { path: '/home/ada' } }).catch(() => undefined);
  return client;
}
