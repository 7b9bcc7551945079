import { readdir } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { defaultImages } from '../../shared/image/image.ts';
import { connectLegacy, eras } from './image-client.ts';
import { givenImages, givenOwnImages, token, withBrowser } from './images-process.ts';

const ids = defaultImages.map((image) => image.id);

test.for(eras)('in %s every default image lists tools that say what they do', async ([, connect]) => {
  const images = await givenOwnImages(withBrowser);
  for (const id of ids) {
    const client = await connect(images, id);
    const tools = await client.tools();
    expect(tools, id).not.toHaveLength(0);
    for (const tool of tools) {
      expect(tool, `${id} ${tool.name}`).toMatchObject({
        inputSchema: { type: 'object' },
      });
      expect(tool.title, `${id} ${tool.name}`).toMatch(/./);
      expect(tool.description, `${id} ${tool.name}`).toMatch(/./);
      expect(tool.annotations?.readOnlyHint, `${id} ${tool.name}`).toBeTypeOf('boolean');
    }
    expect(client.instructions(), id).toMatch(/./);
  }
});

test('an image that is not served is not found', async () => {
  const images = await givenImages();
  const response = await fetch(images.url('solaris_latest'), { headers: bearer });
  expect(response.status).toBe(404);
});

test('a legacy session that was deleted is not found any more', async () => {
  const images = await givenImages();
  const { session } = await givenSession(images.url('linux_latest'));

  expect((await send(images.url('linux_latest'), session, 'DELETE')).status).toBe(200);
  expect((await send(images.url('linux_latest'), session, 'GET')).status).toBe(404);
});

test('a legacy session has one GET stream, which its client can open again after it hung up', async () => {
  const images = await givenImages();
  const url = images.url('linux_latest');
  const { session } = await givenSession(url);
  const hangUp = new AbortController();

  const first = await send(url, session, 'GET', hangUp.signal);
  expect(first.headers.get('content-type')).toBe('text/event-stream');
  expect((await send(url, session, 'GET')).status).toBe(409);

  hangUp.abort();
  await expect.poll(() => reopen(url, session)).toBe(200);
});

test('without a session there is no stream to open and nothing to delete', async () => {
  const images = await givenImages();
  for (const method of ['GET', 'DELETE']) {
    const response = await fetch(images.url('linux_latest'), { method, headers: bearer });
    expect(response.status, method).toBe(405);
  }
});

test('a legacy call before initialize is refused and leaves no session behind', async () => {
  const images = await givenOwnImages();
  const response = await fetch(images.url('linux_latest'), {
    method: 'POST',
    headers: { ...bearer, ...mcpHeaders },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  expect(response.status).toBe(400);
  expect(response.headers.get('mcp-session-id')).toBeNull();
  const left = await readdir(images.scratch, { recursive: true });
  expect(left.filter((path) => path.includes('s-') && path.includes('/'))).toEqual([]);
});

test('an unknown tool is a protocol error, wrong arguments are a tool error', async () => {
  const images = await givenImages();
  const client = await connectLegacy(images, 'linux_latest');

  await expect(client.call('format_disk')).rejects.toThrow(/format_disk not found/);
  expect(await client.call('run_command', { command: 'true', timeout_ms: 1 })).toMatchObject({
    isError: true,
  });
});

const bearer = { authorization: `Bearer ${token}` };
const mcpHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

async function givenSession(url: URL): Promise<{ session: string }> {
  const params = {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...bearer, ...mcpHeaders },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
  });
  expect(await response.text()).toContain('2025-11-25');
  return { session: response.headers.get('mcp-session-id') ?? '' };
}

async function reopen(url: URL, session: string): Promise<number> {
  const response = await send(url, session, 'GET');
  return response.status;
}

function send(url: URL, session: string, method: string, signal?: AbortSignal): Promise<Response> {
  const headers = { ...bearer, 'mcp-session-id': session, accept: 'text/event-stream' };
  return fetch(url, { method, headers, ...(signal && { signal }) });
}
