import { afterEach, expect, test, vi } from 'vitest';

import type { SessionView } from '../../shared/session/session.ts';
import { api, callLegacy, callStateless, newest, send } from './support/calls.ts';
import { givenSseUpstream, version, type Rpc } from './support/eras.ts';
import { ringAlarm } from './support/faults.ts';
import { givenImage } from './support/images.ts';
import { givenKeyUnder } from './support/policies.ts';
import { givenUpstream, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** Told a second after it was counted. */
const told = { timeout: 4_000, interval: 50 };
const second = 1_000;

/** Sets the clock of everything to so many seconds after the beginning; gives that time. */
function clock() {
  const began = Date.now();
  return (seconds: number) => {
    vi.spyOn(Date, 'now').mockReturnValue(began + seconds * second);
    return began + seconds * second;
  };
}

/** A key under the second version of a policy, and an upstream whose tool `watch` streams until it is told to end. */
async function givenPlace() {
  const { id: key, policy, secret } = await givenKeyUnder({});
  await api.editPolicy({ id: policy.id, maxRunMinutes: 50 });
  await api.assignPolicy({ id: key, policyId: policy.id });
  const { id: image } = await givenImage();
  const stream = tickingStream();
  givenUpstream(async (request) => {
    const { id, method, params }: Rpc = request.method === 'POST' ? await request.json() : {};
    if (params?.name === 'watch') return stream.response();
    if (id === undefined) return new Response(null, { status: 202 });
    const headers = { ...(method === 'initialize' && { 'mcp-session-id': 'theirs' }) };
    return Response.json({ jsonrpc: '2.0', id, result: { tools: [], said: 'größe' } }, { headers });
  });
  return { key, secret, image, stream, policy: { id: policy.id, version: 2 } };
}

/** A client that counts the bytes it sends and gets. */
function givenClient(era: 'legacy' | 'stateless', name: string, place: { secret: string; image: string }) {
  const counted = { calls: 0, bytesIn: 0, bytesOut: 0 };
  const about = { clientInfo: { name, version: '1' } };
  const meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': about.clientInfo,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  let session = {};
  async function ask(method: string, params: object = {}, id: number | undefined = 1): Promise<Response> {
    const own = era === 'stateless' ? { ...params, _meta: meta } : params;
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: own });
    counted.calls += 1;
    counted.bytesIn += new TextEncoder().encode(body).byteLength;
    const call = era === 'stateless' ? callStateless : callLegacy;
    return call({ ...place, method, params, headers: session, body });
  }
  const read = async (response: Response) => {
    const { byteLength } = await response.arrayBuffer();
    counted.bytesOut += byteLength;
  };
  return {
    counted,
    ask,
    read,
    async start() {
      if (era === 'stateless') return read(await ask('tools/list'));
      const hello = await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, ...about });
      session = { 'mcp-session-id': hello.headers.get('mcp-session-id') ?? 'none' };
      await read(hello);
      await read(await ask('notifications/initialized', {}, undefined));
    },
  };
}

let made = 0;

test.each(['legacy', 'stateless'] as const)(
  'every field of a %s session is exact, open and ended, wherever it is listed',
  async (era) => {
    made += 1;
    const client = `agent ${made} (größe)`;
    const place = await givenPlace();
    const at = clock();
    const startedAt = at(0);
    const { counted, ask, read, start } = givenClient(era, client, place);
    await start();
    at(10);
    const streaming = await ask('tools/call', { name: 'watch', arguments: { text: 'é' } });
    const streamed = read(streaming);
    const activeAt = at(20);
    await read(await ask('tools/call', { name: 'ls' }));
    const { id } = await newest(place.key);
    const userActiveAt = at(30);
    await api.touchSession({ id });

    const { key: keyId, image, policy } = place;
    const own = { id, keyId, image, client, era, policy, startedAt, activeAt, userActiveAt };
    await isEverywhere({ ...own, ...counted, streams: 1, end: null }, { bytesOut: expect.any(Number) });

    const over = at(40); // An answer is use of its session until it has ended.
    place.stream.end();
    await streamed;
    const whole = { ...own, ...counted, activeAt: over, streams: 0, end: null };
    await vi.waitFor(async () => expect(await api.readSession({ id })).toEqual(whole), told);
    await isEverywhere(whole);

    const end = { at: at(50), reason: 'operator' } as const;
    await api.endSession({ id });
    await isEverywhere({ ...whole, end });
    await ringAlarm(keyId);
    expect((await api.listProjectSessions({ client })).sessions).toEqual([{ ...whole, end }]);
    expect((await api.listProjectSessions({ image, state: 'ended' })).sessions).toEqual([{ ...whole, end }]);
    expect((await api.listProjectSessions({ image, state: 'open' })).sessions).toEqual([]);
    expect((await api.readKey({ id: keyId })).lastUsed).toMatchObject({ at: activeAt, image, client });
  },
);

/** The session stands so wherever its key is asked for; `except`: what is still on its way there. */
async function isEverywhere(session: SessionView, except: object = {}): Promise<void> {
  const { id, keyId: key, image, client } = session;
  const expected = { ...session, ...except };
  const state = session.end === null ? 'open' : 'ended';
  const lists = [{}, { image }, { client }, { state }, { image, client, state }] as const;
  await vi.waitFor(async () => expect(await api.readSession({ id })).toEqual(expected), told);
  for (const filter of lists)
    expect((await api.listProjectSessions({ key, ...filter })).sessions).toEqual([expected]);
  expect((await api.listSessions({ id: key })).sessions).toEqual([expected]);
}

test('a session of HTTP+SSE has the name that its client gives after it was opened, in the record, too', async () => {
  const { key, secret, image } = await givenPlace();
  vi.restoreAllMocks();
  givenSseUpstream();
  const credential = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const stream = await send(`/sse/${image}`, { headers: { ...credential, accept: 'text/event-stream' } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const [, endpoint = ''] = /data: (\S+)\n/.exec((await reader?.read())?.value ?? '') ?? [];
  const { id, client } = await newest(key);
  expect(client).toBe('undeclared');
  await ringAlarm(key); // The record knows it by that.

  const say = (method: string, params: object) =>
    send(endpoint, {
      method: 'POST',
      headers: credential,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
  for (const name of ['late agent', 'another'])
    await say('initialize', {
      protocolVersion: '2024-11-05',
      capabilities: {},
      clientInfo: { name, version: '1' },
    });
  await say('tools/call', { name: 'ls' });
  expect(await newest(key)).toMatchObject({ client: 'late agent', calls: 3 });
  expect((await api.readKey({ id: key })).lastUsed).toMatchObject({ client: 'late agent', image });
  await api.endSession({ id });
  await ringAlarm(key);
  expect((await api.listProjectSessions({ client: 'late agent' })).sessions).toMatchObject([
    { id, calls: 3 },
  ]);
  await reader?.cancel();
});
