import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callStateless, givenKey, initialize, send } from './support/calls.ts';
import { givenImage } from './support/images.ts';
import { emptyResult, givenUpstream, lastEvent, tick, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

type Reader = ReadableStreamDefaultReader<string>;

/** A tool call whose answer is a stream that stays open, with its first event read. */
async function givenOpenStream() {
  const key = await givenKey();
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  return { ...key, upstream, reader: await openCall(key.secret) };
}

async function openCall(secret: string, image = 'linux_latest'): Promise<Reader> {
  return readerOf(await callStateless({ secret, image, method: 'tools/call', params: { name: 'run' } }));
}

async function readerOf(response: Response): Promise<Reader> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error('no stream');
  expect((await reader.read()).value?.startsWith(tick)).toBe(true);
  return reader;
}

async function rest(reader: Reader): Promise<string> {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += value;
  }
}

async function watchers(id: string): Promise<number> {
  return runInDurableObject(env.GATE.getByName(id), (_, state) => state.getWebSockets().length);
}

/** Until the sockets of `count` streams are at the gate: from then on it is they that bring the cut. */
function areWatched(id: string, count = 1): Promise<void> {
  return vi.waitFor(async () => expect(await watchers(id)).toBe(count), { interval: 10 });
}

test('disabling an image cuts the open streams to it, and says why', async () => {
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const { secret } = await givenKey();
  const { id } = await givenImage();
  const reader = await openCall(secret, id);
  const sockets = () =>
    runInDurableObject(env.IMAGE.getByName(id), (_, state) => state.getWebSockets().length);
  await vi.waitFor(async () => expect(await sockets()).toBe(1), { interval: 10 });
  await api.disableImage({ id });
  expect(await rest(reader)).toMatch(/"code":40306,[^\n]*"image_disabled"[^\n]*\n\n$/);
  await vi.waitFor(() => expect(upstream.isCancelled()).toBe(true));
});

const farewell =
  /\n\nevent: message\ndata: \{"jsonrpc":"2\.0","id":1,"error":\{"code":40301,[^\n]*"key_disabled"[^\n]*\n\n$/;

test('a disable cuts an open stream, whose last event answers the call and says why', async () => {
  const { id, upstream, reader } = await givenOpenStream();
  await areWatched(id);
  await api.disableKey({ id });
  expect(await rest(reader)).toMatch(farewell);
  await vi.waitFor(() => expect(upstream.isCancelled()).toBe(true));
  expect(await watchers(id)).toBe(0);
});

test('a stream that is too young to be watched is cut as well', async () => {
  const { id, reader } = await givenOpenStream();
  await api.disableKey({ id });
  expect(await watchers(id)).toBe(0);
  expect(await rest(reader)).toMatch(farewell);
});

test('a cut reaches streams of a gate that fell asleep', async () => {
  const { id, reader } = await givenOpenStream();
  await areWatched(id);
  await evictDurableObject(env.GATE.getByName(id));
  await api.disableKey({ id });
  expect(await rest(reader)).toMatch(farewell);
});

test('a stream whose socket is lost takes a new one, and goes on', async () => {
  const { id, reader } = await givenOpenStream();
  await areWatched(id);
  await evictDurableObject(env.GATE.getByName(id), { webSockets: 'close' });
  await areWatched(id);
  expect((await reader.read()).value).toContain(tick);
  await api.disableKey({ id });
  expect(await rest(reader)).toMatch(farewell);
});

test('a call whose answer has not begun is cut too', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(
    ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  );
  const answer = callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  await areWatched(id);
  await api.disableKey({ id });
  expect(await (await answer).json()).toMatchObject({
    id: 1,
    error: { code: 40301, data: { code: 'key_disabled' } },
  });
});

test('a stream that answers no request ends with a log message', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(({ method }) => (method === 'GET' ? tickingStream().response() : Response.json(emptyResult)));
  const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': await initialize(secret) };
  const reader = await readerOf(await send('/mcp/linux_latest', { headers }));
  await areWatched(id);
  await api.disableKey({ id });
  expect(await rest(reader)).toMatch(/"method":"notifications\/message".*"key_disabled".*\n\n$/);
});

test('the end of one session ends its own streams and no others', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(({ method }) => (method === 'GET' ? tickingStream().response() : Response.json(emptyResult)));
  const open = async () => {
    const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': await initialize(secret) };
    return { headers, reader: await readerOf(await send('/mcp/linux_latest', { headers })) };
  };
  const [one, other] = [await open(), await open()];
  await areWatched(id, 2);
  await send('/mcp/linux_latest', { method: 'DELETE', headers: one.headers });
  expect(await rest(one.reader)).toContain('session_ended');
  expect((await other.reader.read()).value).toContain(tick);
  await api.disableKey({ id });
  expect(await rest(other.reader)).toContain('key_disabled');
});

test('a stream that ends by itself leaves nothing behind', async () => {
  const { id, upstream, reader } = await givenOpenStream();
  await areWatched(id);
  upstream.end();
  expect((await rest(reader)).replaceAll(tick, '')).toBe(lastEvent);
  await areWatched(id, 0);
});

test('twenty open streams of a key are all cut by one disable', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(() => tickingStream().response());
  const readers = await Promise.all(Array.from({ length: 20 }, () => openCall(secret)));
  await areWatched(id, 20);
  await api.disableKey({ id });
  for (const last of await Promise.all(readers.map(rest))) expect(last).toMatch(farewell);
});
