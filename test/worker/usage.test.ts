import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { recordUsage } from '../../worker/usage/usage-record.ts';
import { api, callStateless, givenKey, newest, send } from './support/calls.ts';
import { recordDown, ringAlarm } from './support/faults.ts';
import { givenLimited, run } from './support/limited.ts';
import { emptyResult, givenUpstream, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const today = () => new Date().toISOString().slice(0, 10);

async function usageOf(key: string, by: string) {
  return (await api.readUsage({ key, from: today(), to: today(), by })).rows;
}

function callTool(secret: string, name: string, image = 'linux_latest'): Promise<Response> {
  return callStateless({ secret, image, method: 'tools/call', params: { name } });
}

test('calls are counted by key, image, tool and day; listing is not', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  for (let count = 0; count < 3; count += 1) await callTool(secret, 'shell');
  await callTool(secret, 'read_file');
  await callTool(secret, 'shell', 'code_latest');
  await callStateless({ secret, method: 'tools/list' });
  await ringAlarm(id);
  const rows = await usageOf(id, 'image,tool');
  expect(rows.map(({ image, tool, calls }) => [image, tool, calls])).toEqual([
    ['linux_latest', 'shell', 3],
    ['code_latest', 'shell', 1],
    ['linux_latest', 'read_file', 1],
  ]);
  const [all] = await usageOf(id, 'day,key');
  expect(all).toMatchObject({ day: today(), key: id, calls: 5, refused: 0 });
  expect(all?.bytesIn).toBeGreaterThan(5 * 100);
});

test('refusals are counted by their code, and use up nothing', async () => {
  const { id, secret } = await givenLimited({ callsPerMinute: 2 });
  for (let count = 0; count < 5; count += 1) await run(secret);
  await api.disableKey({ id });
  await run(secret);
  await ringAlarm(id);
  const rows = await usageOf(id, 'code');
  expect(rows.map(({ code, calls, refused }) => [code, calls, refused])).toEqual([
    ['', 2, 0],
    ['rate_limited', 0, 3],
    ['key_disabled', 0, 1],
  ]);
});

test('a write that is repeated, late or interrupted counts nothing twice', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  await callTool(secret, 'shell');
  await ringAlarm(id);
  const project = 'prj_default';
  const early = {
    day: today(),
    image: 'linux_latest',
    tool: 'shell',
    code: '',
    calls: 1,
    bytesIn: 1,
    bytesOut: 0,
  };
  await callTool(secret, 'shell');
  // The write arrives, and the gate is lost before it hears of it: the totals are told again.
  await runInDurableObject(env.GATE.getByName(id), async ({ parts }) => {
    parts.usage.flush();
    await recordUsage(env.RECORD, { id, projectId: project }, [{ ...early, calls: 2 }]);
  });
  await evictDurableObject(env.GATE.getByName(id));
  await ringAlarm(id);
  await recordUsage(env.RECORD, { id, projectId: project }, [early]); // Late.
  expect(await usageOf(id, 'tool')).toMatchObject([{ tool: 'shell', calls: 2 }]);
});

test('what was counted while the record was gone is told later; no call waited for it', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const restore = await recordDown(id);
  expect((await callTool(secret, 'shell')).status).toBe(200);
  await restore();
  await ringAlarm(id);
  expect(await usageOf(id, 'tool')).toMatchObject([{ tool: 'shell', calls: 1 }]);
});

test('names of tools cannot fill a gate: past a thousand kinds a day, the rest are one', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  await callTool(secret, 'shell');
  const kinds = await runInDurableObject(env.GATE.getByName(id), ({ parts }, { storage }) => {
    const about = {
      digest: new Uint8Array(),
      ticket: null,
      country: null,
      ip: null,
      client: 'x',
      era: 'stateless',
    } as const;
    for (let at = 0; at < 3_000; at += 1) {
      const wants = [{ kind: 'tool', name: `invented ${at}`, arguments: {} }] as const;
      const call = {
        ...about,
        image: 'linux_latest',
        intent: 'group',
        session: null,
        isCharged: true,
        bytesIn: 1,
        wants,
      } as const;
      parts.usage.note(call, { ok: true, value: null });
      if (at % 500 === 0) parts.usage.flush();
    }
    parts.usage.flush();
    return storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM usage').one().n;
  });
  expect(kinds).toBeLessThanOrEqual(1_001);
});

/** Until the gate has heard that the newest session's answers had so many bytes; exactly. */
function heard(id: string, bytes: number): Promise<void> {
  return vi.waitFor(async () => expect((await newest(id)).bytesOut).toBe(bytes), { timeout: 8_000 });
}

test('the bytes of answers are counted as their clients got them: of the session, and of the tool where a call costs something', async () => {
  const { id, secret } = await givenKey();
  givenUpstream(() => Response.json({ ...emptyResult, result: { content: [], text: 'größer' } }));
  const called = [await callTool(secret, 'shell'), await callTool(secret, 'shell')];
  const sizes = await Promise.all(called.map(async (each) => (await each.arrayBuffer()).byteLength));
  const sum = sizes.reduce((all, each) => all + each);
  givenUpstream();
  const listed = (await (await callStateless({ secret })).arrayBuffer()).byteLength;
  await heard(id, sum + listed);
  await ringAlarm(id);
  expect(await usageOf(id, 'tool')).toMatchObject([{ tool: 'shell', calls: 2, bytesOut: sum }]);
});

test('so are those of a stream while it is open, and the last of them when a cut has ended its session', async () => {
  const { id, secret } = await givenKey();
  const stream = tickingStream();
  givenUpstream(() => stream.response());
  const response = await callTool(secret, 'shell');
  const reading = response.arrayBuffer();
  await vi.waitFor(async () => expect((await newest(id)).bytesOut).toBeGreaterThan(0), { timeout: 8_000 });
  const { id: session } = await newest(id);
  await api.disableKey({ id });
  await heard(id, (await reading).byteLength);
  await ringAlarm(id);
  const sql = 'SELECT bytes_out AS bytesOut, end_reason AS reason FROM sessions WHERE id = ?';
  expect(await env.RECORD.prepare(sql).bind(session).first()).toEqual({
    bytesOut: (await newest(id)).bytesOut,
    reason: 'cut',
  });
});

test('an open session that is used is told to the record again, once a minute at most', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  const began = Date.now();
  const recorded = async () => {
    await ringAlarm(id);
    return env.RECORD.prepare('SELECT calls FROM sessions WHERE key_id = ?').bind(id).first('calls');
  };
  await callTool(secret, 'shell');
  expect(await recorded()).toBe(1);
  await callTool(secret, 'shell');
  expect(await recorded()).toBe(1);
  vi.spyOn(Date, 'now').mockReturnValue(began + 61_000);
  expect(await recorded()).toBe(2); // Nothing happened since, and still it is told.
});

test('days, groups and filters are checked; usage is for people alone', async () => {
  const days = { from: today(), to: today() };
  for (const bad of [
    { ...days, by: 'day,day' },
    { ...days, by: 'secret' },
    { from: 'yesterday', to: today() },
  ])
    await expect(api.readUsage(bad)).rejects.toMatchObject({ code: 'validation_failed' });
  expect((await send(`/v1/usage?from=${today()}&to=${today()}`)).status).toBe(401);
  expect((await api.readUsage({ from: '2020-01-01', to: '2020-01-02' })).rows).toEqual([]);
});
