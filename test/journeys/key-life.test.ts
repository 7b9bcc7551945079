import { execFileSync } from 'node:child_process';

import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, inject, test, vi } from 'vitest';

import { connect } from '../../worker/local/tour/connect.ts';
import { rawCall } from '../../worker/local/tour/raw-call.ts';
import { takeTour } from '../../worker/local/tour/take-tour.ts';
import { notingApi } from '../support/deployment.ts';

const deployment = inject('deployment');
const api = notingApi(deployment);

async function givenAddress(image = 'linux_latest') {
  const { key, secret } = await api.createKey({ name: `journey ${crypto.randomUUID().slice(0, 8)}` });
  const { url } = await api.readAddress({ id: key.id, image });
  return { id: key.id, url, secret };
}

test('the tour holds, step by step', async () => {
  const results = await takeTour({ url: deployment.url, api }, () => undefined);
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  expect(results).toHaveLength(16);
});

test('a client of the older SDK connects, calls a tool, and is refused once the key is disabled', async () => {
  const { id, url, secret } = await givenAddress();
  const client = new LegacyClient({ name: 'journey', version: '1' });
  const headers = { authorization: `Bearer ${secret}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  const answer = await client.callTool({ name: 'run_command', arguments: { command: 'echo harbour' } });
  expect(JSON.stringify(answer.content)).toContain('harbour');

  await api.disableKey({ id });
  await expect(client.listTools()).rejects.toThrow('key_disabled');
  await client.close();
});

test('two clients of one key do not see each other’s files', async () => {
  const { url, secret } = await givenAddress();
  const [one, other] = [await connect(url, secret), await connect(url, secret)];
  await one.callTool({ name: 'write_file', arguments: { path: 'note.txt', content: 'mine' } });
  const own = await one.callTool({ name: 'read_file', arguments: { path: 'note.txt' } });
  expect(JSON.stringify(own.content)).toContain('mine');
  const foreign = await other.callTool({ name: 'read_file', arguments: { path: 'note.txt' } });
  expect(foreign.isError).toBe(true);
  await Promise.all([one.close(), other.close()]);
});

test('a client that leaves in the middle of a call stops the work', async () => {
  const { url, secret } = await givenAddress();
  const mark = `71${Math.floor(Math.random() * 1e6)}`;
  const isRunning = () => execFileSync('ps', ['-eo', 'args']).toString().includes(`sleep ${mark}`);
  const leave = new AbortController();
  const call = {
    name: 'run_command',
    arguments: { command: `sleep ${mark}`, timeout_ms: 600_000 },
    _meta: { progressToken: 1 },
  };
  const response = await rawCall({ url, secret }, 'tools/call', call, leave.signal);
  await response.body?.getReader().read();
  await vi.waitFor(() => expect(isRunning()).toBe(true), { timeout: 20_000, interval: 100 });
  leave.abort();
  await vi.waitFor(() => expect(isRunning()).toBe(false), { timeout: 20_000, interval: 100 });
});
