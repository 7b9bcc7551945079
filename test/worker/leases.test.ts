import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { call, codeOf, hammer, heat } from './support/hot.ts';
import { givenLimited } from './support/limited.ts';
import { argumentsOf, givenKeyUnder } from './support/policies.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('after disabling a hot key is acknowledged, no call is accepted', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const asked = await heat(id);
  const clients = hammer(secret, 8);
  await vi.waitFor(() => expect(clients.accepted.length).toBeGreaterThan(100), { timeout: 10_000 });
  expect(asked()).toBeLessThan(clients.accepted.length / 2); // Leases are at work, or this shows nothing.
  await api.disableKey({ id });
  const closedAt = performance.now();
  for (let count = 0; count < 50; count += 1) expect((await call(secret)).status).toBe(403);
  await clients.stop();
  expect(clients.accepted.filter((sentAt) => sentAt > closedAt)).toEqual([]);
}, 30_000);

test('a hot key whose calls are counted is asked about each of them', async () => {
  const { id, secret } = await givenLimited({ callsPerMinute: 5 });
  const asked = await heat(id);
  for (let count = 0; count < 8; count += 1) await call(secret);
  expect(asked()).toBe(8);
  expect((await call(secret)).status).toBe(429);
});

test('a lease lets other arguments through only where no rule is about arguments', async () => {
  const when = [{ pointer: '/path', test: 'matches' as const, pattern: '/home/*' }];
  const rules = [{ pattern: 'read', effect: 'allow' as const, when }];
  const { id, secret } = await givenKeyUnder({ tools: { rules, otherwise: 'allow' } });
  givenUpstream();
  const asked = await heat(id);
  const ask = (name: string, path: string) =>
    codeOf(callStateless({ secret, method: 'tools/call', params: argumentsOf(name, { path }) }));
  expect(await ask('list', '/a')).toBe('passed');
  const before = asked();
  for (const path of ['/b', '/c']) expect(await ask('list', path)).toBe('passed');
  expect(asked()).toBe(before);
  expect(await ask('read', '/home/me')).toBe('passed');
  for (const path of ['/etc', '/etc/passwd', '/home/../etc'])
    expect(await ask('read', path)).toBe('argument_not_allowed');
});

test('after the end of a session of a hot key is acknowledged, the session takes no call', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(() => Response.json(emptyResult));
  await heat(id);
  const session = await initialize(secret);
  const headers = { 'mcp-session-id': session };
  for (let count = 0; count < 5; count += 1) expect((await callLegacy({ secret, headers })).status).toBe(200);
  const [view] = (await api.listSessions({ id })).sessions;
  await api.endSession({ id: view?.id ?? '' });
  expect((await callLegacy({ secret, headers })).status).toBe(404);
});

test('a policy that is applied at once holds for the next call of a hot key', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  await heat(id);
  for (let count = 0; count < 5; count += 1) expect((await call(secret)).status).toBe(200);
  const fields = { images: ['code_latest'], release: null, maxRunMinutes: 1000 };
  const policy = await api.createPolicy({ name: `narrow ${id}`, ...fields });
  await api.assignPolicy({ id, policyId: policy.id, apply: 'now' });
  expect((await call(secret)).status).toBe(403);
});

test('a lease answers its own question alone: another image or tool is asked', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const asked = await heat(id);
  await call(secret);
  const before = asked();
  await call(secret);
  expect(asked()).toBe(before);
  await callStateless({ secret, method: 'tools/call', params: { name: 'other' } });
  await callStateless({ secret, image: 'code_latest', method: 'tools/call', params: { name: 'run' } });
  expect(asked()).toBe(before + 2);
});

test('calls under a lease are counted, once it is over', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  await heat(id);
  for (let count = 0; count < 20; count += 1) await call(secret);
  await vi.waitFor(async () => expect((await api.listSessions({ id })).sessions[0]?.calls).toBe(20), {
    timeout: 5_000,
  });
  await ringAlarm(id);
  const day = new Date().toISOString().slice(0, 10);
  expect((await api.readUsage({ key: id, from: day, to: day, by: 'tool' })).rows).toMatchObject([
    { tool: 'run', calls: 20 },
  ]);
});
