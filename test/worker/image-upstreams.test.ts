import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { endClosedImages } from '../../worker/images/end-sessions.ts';
import { runJobs } from '../../worker/schedule/run-jobs.ts';
import { api, givenKey } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { answerOf, givenImage, header, imageRecordDown, value } from './support/images.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('an address that must not be called is refused by name of its field', async () => {
  const { id } = await givenImage();
  for (const url of ['http://mcp.vendor.com/', 'https://127.0.0.1/', 'https://keys.test/mcp/linux_latest'])
    for (const call of [() => givenImage({ url }), () => api.editImage({ id, url })])
      await expect(call()).rejects.toMatchObject({
        code: 'upstream_url_forbidden',
        fields: [{ pointer: '/url' }],
      });
  const taken = givenImage({ credential: { in: 'header', name: 'Mcp-Session-Id', value } });
  await expect(taken).rejects.toMatchObject({ code: 'validation_failed' });
});

test('an address that may no longer be called is not', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKey();
  const { id } = await givenImage();
  await runInDurableObject(env.IMAGE.getByName(id), ({ store }) => {
    const state = store.read();
    if (state?.record) store.write({ ...state, record: { ...state.record, url: 'https://10.0.0.8/mcp' } });
  });
  expect(await answerOf(secret, id)).toBe('upstream_unreachable');
  expect(asked).toEqual([]);
});

test('with the record gone an image still closes at once; it does not open, nor change', async () => {
  givenUpstream();
  const { secret } = await givenKey();
  const { id } = await givenImage();
  const restore = await imageRecordDown(id);
  const { record } = await api.disableImage({ id });
  expect(record).toBe('pending');
  expect(await answerOf(secret, id)).toBe('image_disabled');
  await expect(api.enableImage({ id })).rejects.toMatchObject({ code: 'record_unavailable' });
  await expect(api.editImage({ id, note: 'no' })).rejects.toMatchObject({ code: 'record_unavailable' });
  await restore();
  await runDurableObjectAlarm(env.IMAGE.getByName(id));
  expect(await api.readImage({ id })).toMatchObject({ enabled: false, rev: 2 });
});

test('an opening that was not recorded is dropped, and cannot land afterwards', async () => {
  givenUpstream();
  const { secret } = await givenKey();
  const { id } = await givenImage();
  await api.disableImage({ id });
  const restore = await imageRecordDown(id);
  await expect(api.enableImage({ id })).rejects.toMatchObject({ code: 'record_unavailable' });
  expect(await answerOf(secret, id)).toBe('image_disabled');
  await restore();
  await runDurableObjectAlarm(env.IMAGE.getByName(id));
  expect(await answerOf(secret, id)).toBe('image_disabled');
  expect(await api.readImage({ id })).toMatchObject({ enabled: false, rev: 3 });
  expect((await api.enableImage({ id, rev: 3 })).image).toMatchObject({ enabled: true, rev: 4 });
});

test('the AgentBay preset makes five images in one step, and asked again renews their key', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKey();
  const account = { region: 'intl', apiKey: 'akm-11111111-2222-3333-4444-555555555555' } as const;
  const { images } = await api.createAgentBayImages(account);
  expect(images.map(({ environment }) => environment)).toEqual([
    'windows',
    'linux',
    'browser',
    'code',
    'mobile',
  ]);
  expect(JSON.stringify(images)).not.toContain(account.apiKey);
  const [windows] = images;
  expect(windows).toMatchObject({
    title: 'AgentBay Windows',
    url: 'https://agentbay-intl.wuying.aliyuncs.com/v2/mcp?IMAGEID=windows_latest',
    credential: { in: 'query', name: 'APIKEY' },
    release: { tool: 'kill_sandbox', argument: 'sandbox_id' },
  });
  const renewed = await api.createAgentBayImages({ ...account, apiKey: 'akm-renewed-key', region: 'cn' });
  expect(renewed.images.map(({ id }) => id)).toEqual(images.map(({ id }) => id));
  await answerOf(secret, windows?.id ?? '');
  expect(asked[0]?.request.url).toBe(
    'https://agentbay.wuying.aliyuncs.com/v2/mcp?IMAGEID=windows_latest&APIKEY=akm-renewed-key',
  );
});

test.each([
  ['a server of today', () => Response.json(emptyResult), { code: null, era: 'stateless' }],
  [
    'a redirect',
    () => new Response(null, { status: 307, headers: { location: 'https://a.b/' } }),
    { code: 'upstream_redirect' },
  ],
  ['a refused credential', () => new Response(null, { status: 401 }), { code: 'upstream_invalid' }],
  ['a page', () => new Response('<h1>hello</h1>'), { code: 'upstream_invalid', era: null }],
  ['an endless page', () => new Response('a'.repeat(200_000)), { code: 'upstream_invalid', era: null }],
  ['an error', () => Response.json({ jsonrpc: '2.0', id: 1, error: {} }), { code: 'upstream_invalid' }],
  ['nobody', () => Promise.reject(new TypeError('gone')), { code: 'upstream_unreachable', era: null }],
])('a look at %s is told and kept, without a word of what it said', async (_, answer, expected) => {
  givenUpstream(answer);
  const { id } = await givenImage();
  const health = await api.checkImage({ id });
  expect(health).toMatchObject(expected);
  expect(Object.keys(health).toSorted()).toEqual(['checkedAt', 'code', 'era', 'latencyMs']);
  expect((await api.readImage({ id })).health).toEqual(health);
});

test('a look at a server of before finds it, and closes the session that it opened', async () => {
  const asked = givenUpstream(async (request) => {
    const text = await request.text();
    if (text.includes('server/discover')) return new Response('no session', { status: 400 });
    const event = `: ping\n\nevent: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n`;
    return new Response(event, {
      headers: { 'content-type': 'text/event-stream', 'mcp-session-id': 'upstream-9' },
    });
  });
  const { id } = await givenImage({ credential: header });
  expect(await api.checkImage({ id })).toMatchObject({ code: null, era: 'legacy' });
  expect(asked.map(({ request }) => request.method)).toEqual(['POST', 'POST', 'DELETE']);
  expect(asked[2]?.request.headers.get('mcp-session-id')).toBe('upstream-9');
  for (const { request } of asked) expect(request.headers.get('x-api-key')).toBe(value);
});

test('a look at an HTTP+SSE server waits for the event that names its endpoint', async () => {
  const event = 'event: endpoint\ndata: /messages?session=1\n\n';
  givenUpstream(() => new Response(event, { headers: { 'content-type': 'text/event-stream' } }));
  const { id } = await givenImage({ transport: 'sse' });
  expect(await api.checkImage({ id })).toMatchObject({ code: null, era: 'legacy' });
});

test('disabling an image ends its open sessions, and those of which the record hears later within a minute', async () => {
  givenUpstream();
  const { id: image } = await givenImage();
  const [one, other] = [await givenKey(), await givenKey()];
  await answerOf(one.secret, image);
  await answerOf(one.secret, 'linux_latest');
  await ringAlarm(one.id);
  await answerOf(other.secret, image); // The record does not know of it yet.
  await api.disableImage({ id: image });
  const endOf = async (id: string) =>
    (await api.listSessions({ id })).sessions.map((each) => each.end?.reason);
  expect(await endOf(one.id)).toEqual([undefined, 'image_disabled']);
  expect(await endOf(other.id)).toEqual([undefined]);
  await ringAlarm(other.id);
  await runJobs([endClosedImages], env, () => Date.now());
  expect(await endOf(other.id)).toEqual(['image_disabled']);
  await api.enableImage({ id: image });
  expect(await answerOf(one.secret, image)).toBe('passed');
});
