import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { noLimits } from '../../shared/policy/limits.ts';
import { givenLimited, run } from './support/limited.ts';
import { givenSseUpstream, next, openSse, post, tools } from './support/sse-session.ts';
import { givenUpstream, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const oneAtOnce = { ...noLimits, concurrentCalls: 1 };

/** Until no call of a key runs. */
async function isFree(id: string): Promise<void> {
  const objection = () =>
    runInDurableObject(env.GATE.getByName(id), ({ parts }) => parts.limits.objection(oneAtOnce));
  await vi.waitFor(async () => expect(await objection()).toBe(null), { interval: 10 });
}

test('calls at once: a slot is free again when the answer has ended, streams included', async () => {
  const { secret } = await givenLimited({ concurrentCalls: 2 });
  const streams: ReturnType<typeof tickingStream>[] = [];
  givenUpstream(() => {
    const stream = tickingStream();
    streams.push(stream);
    return stream.response();
  });
  const open = [await run(secret), await run(secret)];
  const refused = await run(secret);
  expect(refused.headers.get('ratelimit-policy')).toBe('"concurrentCalls";q=2');
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({
    error: { code: 42902, data: { code: 'concurrency_exceeded', limit: 'concurrentCalls', quota: 2 } },
  });
  streams[0]?.end();
  await open[0]?.text();
  await vi.waitFor(async () => {
    const another = await run(secret);
    streams.at(-1)?.end();
    await another.text();
    expect(another.status).toBe(200);
  });
  streams[1]?.end();
  await open[1]?.text();
});

test('plain answers, failed calls and clients that hang up give their slot back as well', async () => {
  const { secret, id } = await givenLimited({ concurrentCalls: 1 });
  await (await run(secret)).text();
  await isFree(id);
  givenUpstream(() => {
    throw new Error('refused');
  });
  expect(await (await run(secret)).json()).toMatchObject({
    error: { data: { code: 'upstream_unreachable' } },
  });
  await isFree(id);
  givenUpstream(() => tickingStream().response());
  await (await run(secret)).body?.cancel();
  await isFree(id);
});

test('a slot whose call is never heard of again is free after a minute', async () => {
  const { id, secret } = await givenLimited({ concurrentCalls: 1 });
  await runInDurableObject(env.GATE.getByName(id), ({ parts }) => {
    parts.limits.charge(oneAtOnce);
  });
  expect((await run(secret)).status).toBe(429);
  const began = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(began + 61_000);
  expect((await run(secret)).status).toBe(200);
});

test('over HTTP+SSE a call runs until its answer has come on the stream, or its session is over', async () => {
  const { id, secret } = await givenLimited({ concurrentCalls: 2 });
  vi.restoreAllMocks();
  const { state } = givenSseUpstream();
  const { reader, endpoint } = await openSse(secret);
  const credential = { authorization: `Bearer ${secret}` };
  const call = async (at: number) =>
    (await post(endpoint, credential, tools.replace('"id":5', `"id":${at}`))).status;
  expect([await call(1), await call(1), await call(3)]).toEqual([202, 202, 429]); // The same id is another call.
  const answer = 'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n';
  state.said.push(answer);
  expect(await next(reader)).toBe(answer);
  await vi.waitFor(async () => expect(await call(3)).toBe(202), { interval: 10 });
  expect(await call(4)).toBe(429);

  state.closed = true;
  expect(await next(reader)).toBeUndefined();
  await isFree(id);
});

test('running calls still count after the gate lost its memory, until they end', async () => {
  const { id, secret } = await givenLimited({ concurrentCalls: 1 });
  const stream = tickingStream();
  givenUpstream(() => stream.response());
  const open = await run(secret);
  await evictDurableObject(env.GATE.getByName(id));
  expect((await run(secret)).status).toBe(429);
  stream.end();
  await open.text();
  await vi.waitFor(async () => expect((await run(secret)).status).toBe(200), { interval: 10 });
});
