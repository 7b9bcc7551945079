import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { released } from './support/audit.ts';
import { api, callStateless, givenKey, newest } from './support/calls.ts';
import { handshake, messages, type Rpc } from './support/eras.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/**
 * A stateless client's session, bridged to an upstream that opens `theirs 1`, `theirs 2`, … for it; `statuses`: what it
 * answers to each DELETE, 200 afterwards.
 */
async function givenBridged(...statuses: number[]) {
  const { id, secret } = await givenKey();
  let opened = 0;
  const asked = givenUpstream(async (request) => {
    if (request.method === 'GET') return new Response(null, { status: 405 });
    if (request.method === 'DELETE') return new Response(null, { status: statuses.shift() ?? 200 });
    const message: Rpc = await request.json();
    const answer = { jsonrpc: '2.0', id: message.id };
    if (message.method === 'initialize') {
      opened += 1;
      const headers = { 'mcp-session-id': `theirs ${opened}` };
      return Response.json({ ...answer, result: handshake }, { headers });
    }
    if (!request.headers.has('mcp-session-id')) return new Response('no session', { status: 400 });
    if (message.id === undefined) return new Response(null, { status: 202 });
    return Response.json({ ...answer, result: { content: [] } });
  });
  const call = async () =>
    (await messages(await callStateless({ secret, method: 'tools/call', params: { name: 'echo' } }))).last;
  await call();
  const session = (await newest(id)).id;
  const bridge = env.BRIDGE.getByName(session);
  const closed = () =>
    asked.flatMap(({ request }) =>
      request.method === 'DELETE' ? [Object.fromEntries(request.headers)] : [],
    );
  const kept = () => runInDurableObject(bridge, (_, { storage }) => [...storage.kv.list()].length);
  return { id, session, bridge, call, closed, kept };
}

test('a bridge that is lost closes the upstream’s session by its alarm, as its link had named it', async () => {
  const { id, session, bridge, closed, kept } = await givenBridged();
  expect(closed()).toEqual([]);
  await abortAllDurableObjects();
  expect(await runDurableObjectAlarm(bridge)).toBe(true);
  expect(closed()).toMatchObject([
    {
      'mcp-session-id': 'theirs 1',
      'mcp-protocol-version': '2025-11-25',
      'keyharbor-session': session,
      authorization: `Bearer ${env.UPSTREAM_TOKEN}`,
    },
  ]);
  expect(await kept()).toBe(0);
  expect(await released(id)).toEqual([{ session, outcome: 'closed' }]);
});

test('the client’s next call meets a new bridge of the same session, which closes what the lost one left', async () => {
  const { id, session, call, closed, kept } = await givenBridged();
  await abortAllDurableObjects();
  expect(await call()).toMatchObject({ id: 1, result: { content: [] } });
  expect((await api.listSessions({ id })).sessions).toMatchObject([{ id: session, end: null }]);
  await vi.waitFor(() => expect(closed()).toMatchObject([{ 'mcp-session-id': 'theirs 1' }]));
  expect(await kept()).toBe(1); // Its own.
});

test('an upstream that fails to close it is asked again, ever more rarely, and six times at most', async () => {
  const { id, session, bridge, closed, kept } = await givenBridged(500, 503, 500, 502, 302, 401);
  const began = Date.now();
  await api.endSession({ id: session });
  await vi.waitFor(() => expect(closed()).toHaveLength(1)); // At once: the bridge has heard of it.
  await runDurableObjectAlarm(bridge);
  expect(closed()).toHaveLength(1); // Its time has not come.
  for (let tries = 2; tries <= 8; tries += 1) {
    vi.spyOn(Date, 'now').mockReturnValue(began + 3_600_000 * tries);
    await runDurableObjectAlarm(bridge);
  }
  expect(closed()).toHaveLength(6);
  expect(await kept()).toBe(0);
  expect(await released(id)).toEqual([{ session, outcome: 'given_up' }]);
});

test('an upstream that opens one session after another, or gives them long ids, cannot fill a bridge', async () => {
  const bridge = env.BRIDGE.getByName('full');
  const kept = await runInDurableObject(bridge, ({ upstreamSessions }, { storage }) => {
    const { signal } = new AbortController();
    for (let at = 0; at < 150; at += 1) {
      const headers = { 'mcp-session-id': `${'x'.repeat(4_000)}${at}` };
      upstreamSessions.note({ image: 'linux_latest', holder: null, headers }, signal);
    }
    return [...storage.kv.list()].length;
  });
  expect(kept).toBe(100);
});
