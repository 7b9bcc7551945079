import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { noLimits } from '../../shared/policy/limits.ts';
import { givenLimited, run } from './support/limited.ts';
import { givenUpstream, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const oneAtOnce = { ...noLimits, concurrentCalls: 1 };

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
    const next = await run(secret);
    streams.at(-1)?.end();
    await next.text();
    expect(next.status).toBe(200);
  });
  streams[1]?.end();
  await open[1]?.text();
});

test('plain answers, failed calls and clients that hang up give their slot back as well', async () => {
  const { secret, id } = await givenLimited({ concurrentCalls: 1 });
  const running = () =>
    runInDurableObject(env.GATE.getByName(id), ({ parts }) => parts.limits.objection(oneAtOnce));
  const isFree = () => vi.waitFor(async () => expect(await running()).toBe(null), { interval: 10 });
  await (await run(secret)).text();
  await isFree();
  givenUpstream(() => {
    throw new Error('refused');
  });
  expect(await (await run(secret)).json()).toMatchObject({
    error: { data: { code: 'upstream_unreachable' } },
  });
  await isFree();
  givenUpstream(() => tickingStream().response());
  await (await run(secret)).body?.cancel();
  await isFree();
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
