import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize, send } from './support/calls.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const minute = 60_000;

async function ends(id: string): Promise<(string | null)[]> {
  return (await api.listSessions({ id })).sessions.map(({ end }) => end?.reason ?? null);
}

test('a handshake starts a session, whose id is ours and hides the upstream’s', async () => {
  const { id, secret } = await givenKey();
  const asked = givenUpstream(() =>
    Response.json(emptyResult, { headers: { 'mcp-session-id': 'upstream-7' } }),
  );
  const session = await initialize(secret);
  expect(session).toMatch(/^[\w-]{40,}$/);
  expect(session).not.toContain('upstream-7');
  await callLegacy({ secret, headers: { 'mcp-session-id': session } });
  expect(asked.at(-1)?.request.headers.get('mcp-session-id')).toBe('upstream-7');
  expect((await api.listSessions({ id })).sessions).toMatchObject([
    {
      keyId: id,
      image: 'linux_latest',
      client: 'tests',
      era: 'legacy',
      policy: { id: 'pol_default', version: 1 },
      end: null,
    },
  ]);
});

test('a session belongs to its key and its image; elsewhere it is not found', async () => {
  const { secret } = await givenKey();
  const other = await givenKey();
  const asked = givenUpstream();
  const session = await initialize(secret);
  const foreign = [
    { secret: other.secret, session },
    { secret, session, image: 'code_latest' },
    { secret, session: `${session}A` },
    { secret, session: 'made-up' },
  ];
  const before = asked.length;
  for (const { session: named, ...call } of foreign) {
    const headers = { 'mcp-session-id': named };
    expect((await callLegacy({ ...call, headers })).status).toBe(404);
    for (const method of ['GET', 'DELETE']) {
      const path = `/mcp/${call.image ?? 'linux_latest'}`;
      const init = { method, headers: { ...headers, authorization: `Bearer ${call.secret}` } };
      expect((await send(path, init)).status).toBe(404);
    }
  }
  expect(asked).toHaveLength(before);
});

test('a legacy call without a session is told to start one', async () => {
  const { secret } = await givenKey();
  const response = await callLegacy({ secret });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: { code: 40001, data: { code: 'session_required' } } });
});

test('stateless calls of one client on one image are one session; discovery is none', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  await callStateless({ secret, method: 'server/discover' });
  expect((await api.listSessions({ id })).sessions).toEqual([]);
  for (let count = 0; count < 3; count += 1) await callStateless({ secret });
  await callStateless({ secret, image: 'code_latest' });
  expect((await api.listSessions({ id })).sessions.map(({ image }) => image)).toEqual([
    'code_latest',
    'linux_latest',
  ]);
});

test('a client that says goodbye ends its session', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(() => Response.json(emptyResult));
  const session = await initialize(secret);
  const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': session };
  expect((await send('/mcp/linux_latest', { method: 'DELETE', headers })).status).toBe(200);
  expect(await ends(id)).toEqual(['client']);
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status).toBe(404);
});

test('a session that its upstream forgot ends here too', async () => {
  const { id, secret } = await givenKey();
  let forgotten = false;
  givenUpstream(() =>
    forgotten
      ? new Response('gone', { status: 404 })
      : Response.json(emptyResult, { headers: { 'mcp-session-id': 'u' } }),
  );
  const session = await initialize(secret);
  forgotten = true;
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status).toBe(404);
  expect(await ends(id)).toEqual(['upstream']);
});

test('a handshake that the upstream never answered leaves no open session', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(() => {
    throw new Error('refused');
  });
  await initialize(secret);
  expect(await ends(id)).toEqual(['upstream']);
});

test('a disabled key has no open session; after enabling, old session ids stay dead', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const session = await initialize(secret);
  await callStateless({ secret });
  await api.disableKey({ id });
  expect(await ends(id)).toEqual(['cut', 'cut']);
  await api.enableKey({ id });
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status).toBe(404);
});

test('sessions and their ends outlive the gate’s memory', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const ended = await initialize(secret);
  await send('/mcp/linux_latest', {
    method: 'DELETE',
    headers: { authorization: `Bearer ${secret}`, 'mcp-session-id': ended },
  });
  const session = await initialize(secret);
  await evictDurableObject(env.GATE.getByName(id));
  expect(await ends(id)).toEqual([null, 'client']);
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status).toBe(200);
});

test('an idle session is released after an hour, and one in use after its longest run time', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const began = Date.now();
  const idle = await initialize(secret);
  const busy = await initialize(secret);
  const now = vi.spyOn(Date, 'now');
  for (let at = 50; at <= 950; at += 50) {
    now.mockReturnValue(began + at * minute);
    expect((await callLegacy({ secret, headers: { 'mcp-session-id': busy } })).status).toBe(200);
  }
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': idle } })).status).toBe(404);
  now.mockReturnValue(began + 1001 * minute);
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': busy } })).status).toBe(404);
  expect(new Set(await ends(id))).toEqual(new Set(['idle', 'max_runtime']));
});
