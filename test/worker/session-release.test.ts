import { env } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';

import { released } from './support/audit.ts';
import { api, givenKey, initialize, send } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** A session that its upstream knows as `upstream-7`; `statuses`: what it answers to each DELETE, 200 afterwards. */
async function givenSession(...statuses: number[]) {
  const key = await givenKey();
  const asked = givenUpstream(({ method }) =>
    method === 'DELETE'
      ? new Response(null, { status: statuses.shift() ?? 200 })
      : Response.json(emptyResult, { headers: { 'mcp-session-id': 'upstream-7' } }),
  );
  const handle = await initialize(key.secret);
  const noted = () =>
    runInDurableObject(env.GATE.getByName(key.id), (_, { storage }) =>
      storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'holdings'").toArray(),
    );
  await vi.waitFor(async () => expect(await noted()).toHaveLength(1), { interval: 10 });
  const [session] = (await api.listSessions({ id: key.id })).sessions;
  const closed = () =>
    asked.filter(({ request }) => request.method === 'DELETE').map(({ request }) => request.headers);
  return { ...key, handle, session: session?.id ?? '', closed };
}

test('a session that ends here is closed at its upstream, under the upstream’s own id and credential', async () => {
  const { id, session, closed } = await givenSession();
  await ringAlarm(id);
  expect(closed()).toEqual([]); // Not while it is open.
  await api.endSession({ id: session });
  await ringAlarm(id);
  expect(closed().map((headers) => headers.get('mcp-session-id'))).toEqual(['upstream-7']);
  expect(closed()[0]?.get('authorization')).toBe(`Bearer ${env.UPSTREAM_TOKEN}`);
  expect(await released(id)).toEqual([{ session, outcome: 'closed' }]);
  await ringAlarm(id);
  expect(closed()).toHaveLength(1);
});

test('so it is when its key is disabled', async () => {
  const { id, closed } = await givenSession();
  await api.disableKey({ id });
  await ringAlarm(id);
  expect(closed()).toHaveLength(1);
});

test('what its client closed is not closed again', async () => {
  const { id, secret, handle, closed } = await givenSession();
  const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': handle };
  await send('/mcp/linux_latest', { method: 'DELETE', headers });
  await ringAlarm(id);
  expect(closed()).toHaveLength(1); // The client's own.
});

test('an upstream that fails is asked again, ever more rarely, and six times at most', async () => {
  const { id, session, closed } = await givenSession(500, 503, 500, 502, 500, 500);
  const began = Date.now();
  await api.endSession({ id: session });
  await ringAlarm(id);
  await ringAlarm(id);
  expect(closed()).toHaveLength(1); // Its time has not come.
  for (let tries = 2; tries <= 8; tries += 1) {
    vi.spyOn(Date, 'now').mockReturnValue(began + 3_600_000 * tries);
    await ringAlarm(id);
  }
  expect(closed()).toHaveLength(6);
  expect(await released(id)).toEqual([{ session, outcome: 'given_up' }]);
});

test('an upstream that knows no such session, or no DELETE, is done with', async () => {
  for (const status of [404, 405]) {
    const { id, session, closed } = await givenSession(status);
    await api.endSession({ id: session });
    await ringAlarm(id);
    await ringAlarm(id);
    expect(closed()).toHaveLength(1);
  }
});

test('a session that ended before its upstream had opened one is closed there, too, by an alarm of its own', async () => {
  const { id, secret } = await givenKey();
  const asked = givenUpstream(async ({ method }) => {
    if (method === 'DELETE') return new Response(null, { status: 200 });
    const [session] = (await api.listSessions({ id })).sessions;
    await api.endSession({ id: session?.id ?? '' });
    await ringAlarm(id);
    return Response.json(emptyResult, { headers: { 'mcp-session-id': 'late' } });
  });
  await initialize(secret);
  await vi.waitFor(async () => expect(await runDurableObjectAlarm(env.GATE.getByName(id))).toBe(true));
  expect(asked.at(-1)?.request.headers.get('mcp-session-id')).toBe('late');
});

test('a redirect is not followed with the session’s id and our credential; the upstream is asked again', async () => {
  const { id, session, closed } = await givenSession(307);
  await api.endSession({ id: session });
  await ringAlarm(id);
  expect(closed()).toHaveLength(1);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  await ringAlarm(id);
  expect(closed()).toHaveLength(2);
  expect(await released(id)).toEqual([{ session, outcome: 'closed' }]);
});

test('word of an upstream’s session that is lost once on its way is told again', async () => {
  const { id, secret } = await givenKey();
  const asked = givenUpstream(({ method }) =>
    method === 'DELETE'
      ? new Response(null, { status: 200 })
      : Response.json(emptyResult, { headers: { 'mcp-session-id': 'told twice' } }),
  );
  const noted = await runInDurableObject(env.GATE.getByName(id), ({ parts: { holdings } }) =>
    vi.spyOn(holdings, 'note').mockImplementationOnce(() => {
      throw new Error('lost');
    }),
  );
  await initialize(secret);
  await vi.waitFor(() => expect(noted).toHaveBeenCalledTimes(2), { interval: 10 });
  await api.endAllSessions({ id });
  await ringAlarm(id);
  expect(asked.at(-1)?.request.headers.get('mcp-session-id')).toBe('told twice');
});
