import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import type { Result } from '../../shared/result.ts';
import type { Pass } from '../../worker/gate/admission.ts';
import { api, callLegacy, callStateless, initialize } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { givenLimited, run, statuses, times } from './support/limited.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const minute = 60_000;
const day = 1_440 * minute;

test('5,000 parallel calls at a limit of 100 a minute admit exactly 100', async () => {
  const { id, secret } = await givenLimited({ callsPerMinute: 100 });
  const digest = await runInDurableObject(
    env.GATE.getByName(id),
    ({ parts }) => parts.store.read()?.record?.verifier,
  );
  if (!digest) throw new Error('no key');
  const call = {
    digest,
    ticket: null,
    country: null,
    ip: null,
    wants: [],
    image: 'linux_latest',
    client: 'tests',
    era: 'stateless',
    intent: 'group',
  } as const;
  const gate = env.GATE.getByName(id);
  const asked = Array.from({ length: 5_000 }, () =>
    gate.admit({ ...call, session: null, isCharged: true, bytesIn: 1 }),
  );
  const verdicts = (await Promise.all(asked)).map((said) => JSON.parse(said) as Result<Pass>); // As it promises.
  expect(verdicts.filter(({ ok }) => ok)).toHaveLength(100);
  expect(new Set(verdicts.flatMap((each) => (each.ok ? [] : [each.code])))).toEqual(
    new Set(['rate_limited']),
  );
  expect((await run(secret)).status).toBe(429);
}, 60_000);

test('through the front door, too, no more calls reach the upstream than the limit', async () => {
  const { secret, asked } = await givenLimited({ callsPerMinute: 100 });
  expect(await statuses(times(1_000, () => run(secret)))).toEqual({ 200: 100, 429: 900 });
  expect(asked).toHaveLength(100);
}, 60_000);

test('a refusal for a limit says which, how much, and when to try again', async () => {
  const { secret } = await givenLimited({ callsPerMinute: 2 });
  const first = await run(secret);
  expect(first.headers.get('ratelimit-policy')).toBe('"callsPerMinute";q=2;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"callsPerMinute";r=1;t=(60|61)$/);
  await run(secret);
  const refused = await run(secret);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    id: 1,
    error: { code: 42901, data: { code: 'rate_limited', limit: 'callsPerMinute', quota: 2 } },
  });
  const wait = refused.headers.get('retry-after');
  expect(Number(wait)).toBeGreaterThan(50);
  expect(refused.headers.get('ratelimit-policy')).toBe('"callsPerMinute";q=2;w=60');
  expect(refused.headers.get('ratelimit')).toBe(`"callsPerMinute";r=0;t=${wait}`);
});

test('calls that leave out their id are counted with the others', async () => {
  const { secret } = await givenLimited({ callsPerMinute: 2, concurrentCalls: 1 });
  const headers = { 'mcp-session-id': await initialize(secret) };
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'tools/call', params: { name: 'run' } });
  const status = async () => (await callLegacy({ secret, headers, body })).status;
  expect(await status()).toBe(200);
  await vi.waitFor(async () => expect(await status()).toBe(200)); // Once the first has given its slot back.
  expect(await status()).toBe(429);
});

test('the minute slides: a call is free again 61 seconds after it was made, not at a clock’s full minute', async () => {
  const { secret } = await givenLimited({ callsPerMinute: 2 });
  const began = Math.ceil(Date.now() / minute) * minute + 50_000;
  const now = vi.spyOn(Date, 'now').mockReturnValue(began);
  expect((await run(secret)).status).toBe(200);
  now.mockReturnValue(began + 30_000);
  expect(await statuses(times(2, () => run(secret)))).toEqual({ 200: 1, 429: 1 });
  now.mockReturnValue(began + 59_999);
  expect((await run(secret)).status).toBe(429);
  now.mockReturnValue(began + 61_000);
  expect(await statuses(times(2, () => run(secret)))).toEqual({ 200: 1, 429: 1 });
});

test('the calls of a day are used up until the next day begins', async () => {
  const { secret } = await givenLimited({ callsPerDay: 3 });
  const began = Math.ceil(Date.now() / day) * day + 5 * minute;
  const now = vi.spyOn(Date, 'now').mockReturnValue(began);
  expect(await statuses(times(5, () => run(secret)))).toEqual({ 200: 3, 429: 2 });
  const refused = await run(secret);
  expect(await refused.json()).toMatchObject({ error: { code: 42903, data: { code: 'quota_exceeded' } } });
  expect(refused.headers.get('retry-after')).toBe(String((day - 5 * minute) / 1_000));
  expect(refused.headers.get('ratelimit-policy')).toBe('"callsPerDay";q=3;w=86400');
  now.mockReturnValue(began + day);
  expect((await run(secret)).status).toBe(200);
});

test('listing, discovery and what the policy refuses are not charged', async () => {
  const { secret, id } = await givenLimited({ callsPerDay: 1 });
  const narrow = await api.createPolicy({
    name: `narrow ${id}`,
    images: ['linux_latest'],
    release: null,
    maxRunMinutes: 1000,
    callsPerDay: 1,
  });
  await api.assignPolicy({ id, policyId: narrow.id });
  for (const method of ['tools/list', 'server/discover', 'prompts/list'])
    expect((await callStateless({ secret, method })).status).toBe(200);
  const refused = await callStateless({
    secret,
    image: 'code_latest',
    method: 'tools/call',
    params: { name: 'run' },
  });
  expect(refused.status).toBe(403);
  expect(await statuses(times(2, () => run(secret)))).toEqual({ 200: 1, 429: 1 });
});

test('counts survive the gate: exact once written down, never too low after a loss', async () => {
  const { id, secret } = await givenLimited({ callsPerDay: 100 });
  const gate = () => env.GATE.getByName(id);
  expect(await statuses(times(40, () => run(secret)))).toEqual({ 200: 40 });
  await ringAlarm(id);
  await evictDurableObject(gate());
  expect(await statuses(times(30, () => run(secret)))).toEqual({ 200: 30 });
  await evictDurableObject(gate()); // Before the next alarm: as if it had crashed.
  const counts = await statuses(times(40, () => run(secret)));
  expect(counts[200]).toBeLessThanOrEqual(30);
  expect(counts[200]).toBeGreaterThanOrEqual(25);
});

test('ten thousand client names of one key share its sessions and its calls', async () => {
  const { id, secret } = await givenLimited({ maxSessions: 3, callsPerMinute: 5 });
  await run(secret);
  const admitted = await runInDurableObject(env.GATE.getByName(id), ({ parts }) => {
    const state = parts.store.read();
    const digest = state?.record?.verifier ?? new Uint8Array();
    const about = {
      digest,
      image: 'linux_latest',
      era: 'stateless',
      intent: 'group',
      session: null,
      ticket: null,
      country: null,
      ip: null,
      wants: [],
    } as const;
    const names = Array.from({ length: 10_000 }, (_, at) => `client ${at % 5_000}`);
    return names.filter((client) => parts.judge(state, { ...about, client, isCharged: true, bytesIn: 1 }).ok);
  });
  // One session and one call are taken; two more names find a session, and use the calls up when they come again.
  expect(admitted).toEqual(['client 0', 'client 1', 'client 0', 'client 1']);
  expect((await api.listSessions({ id })).sessions).toHaveLength(3);
  expect((await run(secret)).status).toBe(429);
});

test('a policy’s number of sessions holds for both eras, and a session that ends makes room', async () => {
  const { secret } = await givenLimited({ maxSessions: 1 });
  givenUpstream(() => Response.json(emptyResult));
  const session = await initialize(secret);
  const refused = await callStateless({ secret });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    error: { code: 42902, data: { limit: 'maxSessions', quota: 1 } },
  });
  const headers = { 'mcp-session-id': session };
  expect((await callLegacy({ secret, headers })).status).toBe(200);
});

test('keys without limits write nothing down, and get no headers about any', async () => {
  const { id, secret } = await givenLimited({});
  const answer = await run(secret);
  expect(answer.headers.has('ratelimit')).toBe(false);
  await ringAlarm(id);
  const stored = await runInDurableObject(env.GATE.getByName(id), (_, { storage }) =>
    storage.kv.get('limits'),
  );
  expect(stored).toBeUndefined();
});
