import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, initialize, newest, send } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { emptyResult, givenUpstream, tick, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const minute = 60_000;
let made = 0;

/** A key whose sessions are released after 10 minutes without messages and 30 without a person. */
async function givenReleasing() {
  made += 1;
  const policy = await api.createPolicy({
    name: `life ${made}`,
    images: 'all',
    release: { mcpIdleMinutes: 10, userIdleMinutes: 30 },
    maxRunMinutes: 100,
  });
  const { key, secret } = await api.createKey({ name: `life ${made}`, policyId: policy.id });
  return { id: key.id, secret, policyId: policy.id };
}

function at(ms: number): void {
  vi.spyOn(Date, 'now').mockReturnValue(ms);
}

async function statusOf(secret: string, session: string): Promise<number> {
  return (await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status;
}

test('a session is released only when both its client and its user have been idle', async () => {
  const { id, secret } = await givenReleasing();
  givenUpstream(() => Response.json(emptyResult));
  const began = Date.now();
  const session = await initialize(secret);
  const { id: sessionId } = await newest(id);
  at(began + 25 * minute); // The client has been idle for long enough, the user not.
  expect((await api.touchSession({ id: sessionId })).userActiveAt).toBe(began + 25 * minute);
  at(began + 54 * minute);
  await ringAlarm(id);
  expect((await newest(id)).end).toBe(null);
  at(began + 56 * minute);
  await ringAlarm(id);
  expect((await newest(id)).end?.reason).toBe('idle');
  expect(await statusOf(secret, session)).toBe(404);
});

test('a user’s activity outlives the gate’s memory once it is written down', async () => {
  const { id, secret } = await givenReleasing();
  givenUpstream(() => Response.json(emptyResult));
  const began = Date.now();
  await initialize(secret);
  at(began + 20 * minute);
  const { userActiveAt } = await api.touchSession({ id: (await newest(id)).id });
  await ringAlarm(id);
  await evictDurableObject(env.GATE.getByName(id));
  expect((await newest(id)).userActiveAt).toBe(userActiveAt);
});

test('a session’s longest run time holds whatever its client and its user do', async () => {
  const { id, secret } = await givenReleasing();
  givenUpstream(() => Response.json(emptyResult));
  const began = Date.now();
  const session = await initialize(secret);
  const { id: sessionId } = await newest(id);
  for (let passed = 9; passed < 100; passed += 9) {
    at(began + passed * minute);
    await api.touchSession({ id: sessionId });
    expect(await statusOf(secret, session)).toBe(200);
  }
  at(began + 101 * minute);
  expect(await statusOf(secret, session)).toBe(404);
  expect((await newest(id)).end?.reason).toBe('max_runtime');
  await expect(api.touchSession({ id: sessionId })).rejects.toMatchObject({ code: 'session_over' });
});

async function readUntil(reader: ReadableStreamDefaultReader<string>, found: RegExp): Promise<string> {
  let text = '';
  while (!found.test(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  return text;
}

function readerOf(response: Response): ReadableStreamDefaultReader<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('no stream');
  return reader;
}

async function streams(id: string): Promise<number> {
  return (await newest(id)).streams;
}

test('a running call is use of its session, however long it takes; when it ends, the idle time begins', async () => {
  const { id, secret } = await givenReleasing();
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const began = Date.now();
  const answer = await callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  await vi.waitFor(async () => expect(await streams(id)).toBe(1), { interval: 10 });
  at(began + 60 * minute);
  await ringAlarm(id);
  expect((await newest(id)).end).toBe(null);
  upstream.end();
  await answer.text();
  await vi.waitFor(async () => expect((await newest(id)).activeAt).toBe(began + 60 * minute), {
    interval: 10,
  });
  at(began + 71 * minute);
  await ringAlarm(id);
  expect((await newest(id)).end?.reason).toBe('idle');
});

test('a stream that only listens is no use: its session is released, and its last event says so', async () => {
  const { id, secret } = await givenReleasing();
  givenUpstream(({ method }) => (method === 'GET' ? tickingStream().response() : Response.json(emptyResult)));
  const began = Date.now();
  const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': await initialize(secret) };
  const reader = readerOf(await send('/mcp/linux_latest', { headers }));
  expect((await reader.read()).value?.startsWith(tick)).toBe(true);
  await vi.waitFor(async () => expect(await streams(id)).toBe(1), { interval: 10 });
  at(began + 31 * minute);
  await ringAlarm(id);
  const last = await readUntil(reader, /session_ended/);
  expect(last).toContain('"code":"session_ended"');
  expect(last).toContain('"reason":"idle"');
});

test('a policy change with effect at once ends the open sessions, and says why on their streams', async () => {
  const { id, secret, policyId } = await givenReleasing();
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const reader = readerOf(await callStateless({ secret, method: 'tools/call', params: { name: 'run' } }));
  await vi.waitFor(async () => expect(await streams(id)).toBe(1), { interval: 10 });
  await api.assignPolicy({ id, policyId: 'pol_default', apply: 'now' });
  expect(await readUntil(reader, /session_ended/)).toContain('"reason":"apply_now"');
  expect(await newest(id)).toMatchObject({
    policy: { id: policyId, version: 1 },
    end: { reason: 'apply_now' },
  });
  upstream.end();
});

test('a call that is cut before its answer began is told why, too', async () => {
  const { id, secret } = await givenReleasing();
  givenUpstream(
    ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  );
  const answer = callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  await vi.waitFor(async () => expect(await streams(id)).toBe(1), { interval: 10 });
  await api.endSession({ id: (await newest(id)).id });
  expect(await (await answer).json()).toMatchObject({
    error: { code: 41001, data: { code: 'session_ended', reason: 'operator' } },
  });
});
