import { beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';

import { noteSecret, notingApi } from '../support/deployment.ts';
import {
  bad,
  forever,
  good,
  head,
  internal,
  notice,
  passes,
  refusals,
  sse,
  whole,
} from '../support/raw-answers.ts';
import { serveRaw, type RawServer } from '../support/raw-server.ts';

const api = notingApi(inject('deployment'));

let secret: string;

beforeAll(async () => {
  const { id } = await api.createPolicy({
    name: `sockets ${crypto.randomUUID().slice(0, 8)}`,
    images: 'all',
    release: null,
    maxRunMinutes: 60,
    callSeconds: 3,
  });
  ({ secret } = await api.createKey({ name: `sockets ${crypto.randomUUID().slice(0, 8)}`, policyId: id }));
  noteSecret(secret);
});

async function ask(server: RawServer, signal?: AbortSignal): Promise<Response> {
  const { image } = await api.createImage({
    title: `socket ${crypto.randomUUID().slice(0, 8)}`,
    environment: 'code',
    url: server.url,
  });
  return call(image.id, signal);
}

function call(image: string, signal?: AbortSignal): Promise<Response> {
  const version = '2026-07-28';
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'sockets', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name: 'echo', arguments: {}, _meta: about };
  return fetch(`${inject('deployment').url}/mcp/${image}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      'mcp-protocol-version': version,
      'mcp-method': 'tools/call',
      'mcp-name': 'echo',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
    ...(signal && { signal }),
  });
}

const expected = /upstream_(?:unreachable|invalid|timeout)/;

test.concurrent.each(refusals)(
  'a server that %s: the call ends with a refusal, and shows nothing of it',
  async (_, behaviour) => {
    const server = await serveRaw(behaviour);
    onTestFinished(() => server.stop());
    const response = await ask(server);
    const text = await response.text();
    const last = text.split('\n').findLast((line) => line.includes('"error"')) ?? '';
    expect(JSON.parse(last.replace(/^data: /, ''))).toMatchObject({
      id: 1,
      error: { data: { code: expect.stringMatching(expected) as unknown } },
    });
    expect(text).not.toContain(internal);
  },
);

test.concurrent.each(passes)('a server that %s is heard all the same', async (_, behaviour) => {
  const server = await serveRaw(behaviour);
  onTestFinished(() => server.stop());
  const response = await ask(server);
  const [text, headers] = [await response.text(), JSON.stringify([...response.headers])];
  expect(text).toBe(good);
  expect(headers).not.toContain(internal);
});

test('what a server sends after its answer is no answer to the next call', async () => {
  const server = await serveRaw((socket, request) =>
    socket.write(request === 1 ? whole(good) + whole(bad) : whole(good)),
  );
  onTestFinished(() => server.stop());
  const { image } = await api.createImage({
    title: `socket ${crypto.randomUUID().slice(0, 8)}`,
    environment: 'code',
    url: server.url,
  });
  for (let calls = 0; calls < 5; calls += 1) expect(await (await call(image.id)).text()).toBe(good);
});

test('a client that hangs up ends its call at a server that goes on talking', async () => {
  const server = await serveRaw((socket) => (socket.write(head(sse)), forever(socket, notice, 100)));
  onTestFinished(() => server.stop());
  const hangUp = new AbortController();
  const response = await ask(server, hangUp.signal);
  expect(response.status).toBe(200);
  hangUp.abort();
  await response.text().catch(() => undefined);
  await vi.waitFor(() => expect(server.seen.open).toBe(0), { timeout: 2_500 }); // Before its time would be over.
});
